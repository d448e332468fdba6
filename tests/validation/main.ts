// `pnpm validate [part …]`: measures all parts, or the given ones, and writes docs/validation.md.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withFigures } from './document.ts';
import type { Figures } from './part.ts';
import { parts } from './parts.ts';

const path = join(import.meta.dirname, '../../docs/validation.md');
const requested = process.argv.slice(2);
const unknown = requested.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  const names = parts.map(({ name }) => name).join(', ');
  throw new Error(`There is no part ${unknown.join(', ')}. The parts are ${names}.`);
}

const measured = new Map<string, Figures>();
for (const part of parts) {
  if (requested.length > 0 && !requested.includes(part.name)) continue;
  process.stdout.write(`${part.title}\n`);
  const figures = await part.measure();
  measured.set(part.name, figures);
  for (const { claim, bound, found, holds } of figures.checks) {
    process.stdout.write(`  ${holds ? 'holds' : 'FAILS'}  ${claim}: ${found} (${bound})\n`);
  }
  const document = await readFile(path, 'utf8').catch(() => '');
  await writeFile(path, withFigures(document, parts, measured));
}
const failed = [...measured.values()].flatMap(({ checks }) => checks).filter(({ holds }) => !holds);
process.exitCode = failed.length > 0 ? 1 : 0;
