import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { withReportTables } from './docs/report-tables.ts';

// `pnpm docs:metrics`: writes the tables of docs/report.md from the catalogues in packages/contracts/src/metrics.

const path = resolve(import.meta.dirname, '../docs/report.md');
writeFileSync(path, withReportTables(readFileSync(path, 'utf8')));
