import { cpus, loadavg } from 'node:os';
import { quantile } from '../quantile.ts';
import type { Overhead, ScaleOptions, ScaleResult } from './measure.ts';

/** Markdown table for docs/performance.md. */
export function toReport(options: ScaleOptions, results: readonly ScaleResult[]): string {
  const { workersPerProcess, jobMs, jobsPerWorker, load, inputBytes, store } = options;
  const head = [
    'workers',
    'efficiency',
    'overhead of a job, ms',
    'of which fetch, analysis late, store, record, queue',
    'CPU ms a job: workers, Redis',
    'jobs',
    'enqueue to start: p50, p99, longest ms',
  ];
  return [
    `Jobs of ${jobMs / 1000} s, ${jobsPerWorker} a worker, inputs of ${inputBytes / 1000} kB, store: ${store}; up to ${workersPerProcess} workers a process; workers free: ${100 * load} % of what they can do.`,
    `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)} at the end.`,
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...results.map((result) => `| ${cells(result).join(' | ')} |`),
    '',
  ].join('\n');
}

function cells({ workers, efficiency, overheadMs, startsMs, ...cpu }: ScaleResult): string[] {
  const starts = [quantile(startsMs, 0.5), quantile(startsMs, 0.99), startsMs.at(-1) ?? 0];
  return [
    `${workers}`,
    efficiency.toFixed(3),
    overheadMs.all.toFixed(1),
    steps(overheadMs),
    `${cpu.workerCpuMs.toFixed(1)}, ${cpu.redisCpuMs.toFixed(1)}`,
    `${startsMs.length}`,
    starts.map((ms) => ms.toFixed(1)).join(', '),
  ];
}

const steps = ({ fetch, late, store, record, queue }: Overhead): string =>
  [fetch, late, store, record, queue].map((ms) => ms.toFixed(1)).join(', ');
