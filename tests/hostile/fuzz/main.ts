// `pnpm fuzz --files 2000 --seed 1 [--from 0] [--abreast 2]`
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runFuzz } from './fuzz-run.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '2000' },
    seed: { type: 'string', default: `${Date.now() % 100_000}` },
    /** Number of the first file, to repeat a single one. */
    from: { type: 'string', default: '0' },
    abreast: { type: 'string', default: '2' },
  },
});
const folder = await mkdtemp(join(tmpdir(), 'dance-pose-fuzz-'));
const [from, files] = [Number(values.from), Number(values.files)];
process.stdout.write(`Seed ${values.seed}; files that cause a problem stay in ${folder}\n`);
const startedAt = performance.now();
const result = await runFuzz({
  ...{ folder, seed: Number(values.seed), abreast: Number(values.abreast) },
  numbers: Array.from({ length: files }, (_, at) => from + at),
  onFile: (done) => {
    if (done % 100 === 0) process.stdout.write(`${done} of ${files}\n`);
  },
});
const seconds = Math.round((performance.now() - startedAt) / 1000);
const peakMb = Math.round(result.peakBytes / 1024 ** 2);
process.stdout.write(`${JSON.stringify({ ...result, peakMb, seconds }, undefined, 2)}\n`);
if (result.problems.length === 0) await rm(folder, { recursive: true });
else process.exitCode = 1;
