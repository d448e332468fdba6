import { cpus, loadavg } from 'node:os';
import type { LoadOptions, LoadPhase, LoadResult } from './measure.ts';

/** Markdown table for docs/performance.md. */
export function toReport(options: LoadOptions, { idleMb, phases }: LoadResult): string {
  const { pollers, uploads, uploadBytes, store } = options;
  const [processor] = cpus();
  const head = [
    'phase',
    'polls/s',
    'p50',
    'p99',
    'longest',
    'failed',
    'uploads',
    'API at most',
    'Redis',
    'polls per CPU second',
  ];
  return [
    `${pollers} pollers, ${uploads} uploads of ${uploadBytes / 1e6} MB at once, store: ${store}.`,
    `${cpus().length} × ${processor?.model}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)} at the end; API idle: ${idleMb.toFixed(0)} MB.`,
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...phases.map((phase) => `| ${cells(phase).join(' | ')} |`),
    '',
  ].join('\n');
}

const failed = (failures: Readonly<Record<string, number>>): string =>
  Object.entries(failures)
    .map(([how, count]) => `${count} × ${how}`)
    .join(', ') || '–';

function cells(phase: LoadPhase): string[] {
  const { name, seconds, polls, uploads, peakMb, cpu, redisCalls, redisCpu } = phase;
  const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  const sent =
    uploads.done + uploads.failures === 0
      ? '–'
      : `${uploads.megabytesPerSecond.toFixed(0)} MB/s, ${uploads.done} done, ${uploads.failures} failed, p50 ${ms(uploads.p50Ms)}, p99 ${ms(uploads.p99Ms)}`;
  return [
    name,
    (polls.answers / seconds).toFixed(0),
    ...[ms(polls.p50Ms), ms(polls.p99Ms), ms(polls.maxMs), failed(polls.failures)],
    sent,
    `${peakMb.toFixed(0)} MB, ${cpu.toFixed(2)} CPU`,
    `${(redisCalls / polls.answers).toFixed(1)} calls a poll, ${redisCpu.toFixed(2)} CPU`,
    (polls.answers / seconds / cpu).toFixed(0),
  ];
}
