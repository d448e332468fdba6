// `pnpm bench:scale [--workers 1,2,4,8,16,32,64] [--per-process 16] [--seconds-per-job 2] [--jobs-per-worker 8] [--store s3]`
// Runs many workers, with a simulated analysis that only takes time, on a real Redis and a real store.
import { parseArgs } from 'node:util';
import { measureScale, type ScaleOptions, type ScaleResult } from './measure.ts';
import { toReport } from './report.ts';

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '1,2,4,8,16,32,64' },
    'per-process': { type: 'string', default: '16' },
    'seconds-per-job': { type: 'string', default: '2' },
    'jobs-per-worker': { type: 'string', default: '8' },
    load: { type: 'string', default: '0.5' },
    seconds: { type: 'string', default: '15' },
    'input-kb': { type: 'string', default: '100' },
    store: { type: 'string', default: 'disk' },
  },
});
const options: ScaleOptions = {
  workersPerProcess: Number(values['per-process']),
  jobMs: Number(values['seconds-per-job']) * 1000,
  jobsPerWorker: Number(values['jobs-per-worker']),
  load: Number(values.load),
  arriveMs: Number(values.seconds) * 1000,
  inputBytes: Number(values['input-kb']) * 1000,
  store: values.store === 's3' ? 's3' : 'disk',
};
const results: ScaleResult[] = [];
for (const workers of values.workers.split(',').map(Number)) {
  process.stderr.write(`${workers} workers …\n`);
  results.push(await measureScale(workers, options));
}
process.stdout.write(toReport(options, results));
