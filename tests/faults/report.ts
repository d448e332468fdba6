import type { FaultRunResult } from './fault-run.ts';
import { faultKinds } from './plan.ts';

/** A summary of the run for people. */
export function toReport(result: FaultRunResult): string {
  const { problems, forJanitor, unrecorded, givenUp, tookMs } = result;
  return [
    `Fault run of ${seconds(tookMs)}`,
    '',
    ...table(['fault', 'injected', 'missed', 'longest recovery'], faultRows(result)),
    '',
    ...table(['outcome', 'jobs'], outcomeRows(result)),
    '',
    ...effortLines(result),
    `orphans of aborted uploads and killed processes, left for the janitor: ${forJanitor.length}`,
    `failed jobs without a record, because the store was unavailable: ${unrecorded.length}`,
    `jobs that failed because faults ended all their attempts: ${givenUp.length}`,
    problems.length === 0 ? 'All guarantees hold.' : `BROKEN GUARANTEES: ${problems.length}`,
    ...problems.map((problem) => `  ${problem}`),
    '',
  ].join('\n');
}

function faultRows({ recoveries }: FaultRunResult): string[][] {
  return faultKinds.map((kind) => {
    const mine = recoveries.filter(({ fault }) => fault.kind === kind);
    const done = mine.filter(({ fault }) => fault.done);
    const times = done.flatMap(({ ms }) => ms ?? []);
    const longest = times.length === 0 ? '–' : seconds(Math.max(...times));
    return [kind, `${done.length}`, `${mine.length - done.length}`, longest];
  });
}

function outcomeRows({ stories }: FaultRunResult): string[][] {
  const counts = new Map<string, number>();
  for (const { ended } of stories) {
    const code = ended?.state === 'failed' ? ` (${ended.error?.code})` : '';
    const outcome = `${ended?.state ?? 'deleted'}${code}`;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return [...counts].sort().map(([outcome, count]) => [outcome, `${count}`]);
}

function effortLines({ stories, documents }: FaultRunResult): string[] {
  const attempts = documents.map((job) => job.attempts);
  const again = attempts.filter((count) => count > 1);
  return [
    `jobs with several attempts: ${again.length}, at most ${Math.max(0, ...attempts)}`,
    `requests that clients repeated: ${stories.reduce((sum, { retries }) => sum + retries, 0)}`,
    `longest time from submission to end: ${seconds(Math.max(0, ...stories.map(({ tookMs }) => tookMs)))}`,
  ];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function table(head: readonly string[], rows: readonly string[][]): string[] {
  const lines = [head, head.map(() => ''), ...rows];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  return lines.map((line, at) =>
    widths
      .map((width, i) => (at === 1 ? '-'.repeat(width) : (line[i] ?? '').padEnd(width)))
      .join('  ')
      .trimEnd(),
  );
}
