// Says what jest's reports (`--json`) of both tiers come to, with the totals as the last line. `.ci/run` ends with it.
//   node scripts/ci-summary.mjs <report of npm test> <report of pnpm test:ci> [command that failed …]
import { existsSync, readFileSync } from 'node:fs';
import { summarise } from './ci/summary.mjs';

/** @param {string} file */
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const [test = '', testCi = '', ...failedCommands] = process.argv.slice(2);
const reports = { 'npm test': read(test), 'pnpm test:ci': read(testCi) };
const { lines, isGood } = summarise(reports, failedCommands);
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = isGood ? 0 : 1;
