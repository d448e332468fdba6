// `pnpm faults --jobs 100 --workers 3 --seed 1 --minutes 5 [--store s3] [--disk <folder>]`
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runFaults } from './fault-run.ts';
import { faultKinds } from './plan.ts';
import { toReport } from './report.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '100' },
    workers: { type: 'string', default: '3' },
    seed: { type: 'string', default: `${Date.now() % 100_000}` },
    minutes: { type: 'string', default: '5' },
    store: { type: 'string', default: 'disk' },
    /** A small file system for this run only; if given, the run fills it. */
    disk: { type: 'string' },
  },
});
const folder = await mkdtemp(join(tmpdir(), 'dance-pose-faults-'));
process.stdout.write(`Seed ${values.seed}; logs and events in ${folder}\n`);
const result = await runFaults({
  ...{ folder, disk: await mkdtemp(join(values.disk ?? folder, 'disk-')), maxAttempts: 7 },
  store: values.store === 's3' ? 's3' : 'disk',
  kinds: faultKinds.filter((kind) => kind !== 'disk-full' || values.disk !== undefined),
  ...{ seed: Number(values.seed), jobs: Number(values.jobs), workers: Number(values.workers) },
  ...{ durationMs: 60_000 * Number(values.minutes), longestMs: 60_000, everyMs: 5000 },
});
process.stdout.write(toReport(result));
if (result.problems.length === 0) await rm(folder, { recursive: true });
else process.exitCode = 1;
