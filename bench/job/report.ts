import { median } from '../quantile.ts';
import type { PeerRun } from './peers.ts';

/** Median of every figure over all runs. */
export function medians(runs: readonly PeerRun[]): PeerRun {
  const of = (read: (run: PeerRun) => number): number => median(runs.map(read));
  const stages = Object.keys(runs[0]?.seconds ?? {});
  return {
    engine: runs[0]?.engine ?? '',
    wallSeconds: of((run) => run.wallSeconds),
    cpuSeconds: of((run) => run.cpuSeconds),
    peakMb: of((run) => run.peakMb),
    seconds: Object.fromEntries(
      stages.map((stage) => [stage, of((run) => run.seconds[stage] ?? 0)]),
    ),
  };
}

type Row = PeerRun & { readonly name: string; readonly isFloor: boolean };

/**
 * Markdown table for docs/performance.md, with ratios to the first row, and ratios of processor time to the floor:
 * the work that every program must do.
 */
export function toTable(rows: readonly Row[], frames: number): string {
  const [first] = rows;
  const floor = rows.reduce((sum, row) => sum + (row.isFloor ? row.cpuSeconds : 0), 0);
  const head = [
    '',
    'wall',
    'faster',
    'CPU',
    'of the floor',
    'frames/s',
    'CPU ms a frame',
    'memory',
    'stages',
  ];
  const cells = rows.map(({ name, wallSeconds, cpuSeconds, peakMb, seconds }) => [
    name,
    `${wallSeconds.toFixed(1)} s`,
    `${((first?.wallSeconds ?? 0) / wallSeconds).toFixed(2)} ×`,
    `${cpuSeconds.toFixed(1)} s`,
    (cpuSeconds / floor).toFixed(2),
    (frames / wallSeconds).toFixed(1),
    ((1000 * cpuSeconds) / frames).toFixed(1),
    `${peakMb.toFixed(0)} MB`,
    Object.entries(seconds)
      .map(([stage, value]) => `${stage} ${value.toFixed(1)}`)
      .join(', '),
  ]);
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |\n`;
  return [line(head), `|${'---|'.repeat(head.length)}\n`, ...cells.map(line)].join('');
}
