import { join } from 'node:path';
import type { Metric } from '@dance-pose/contracts';
import { testdata } from '@dance-pose/local-stack';
import { filteredClip } from '../filtered-clip.ts';
import { groupOf } from '../intervals.ts';
import { mirrorMetric } from '../known-dance/mirrored.ts';
import { atMost, type Figures, type Part, percent, round, usualModel } from '../part.ts';
import { reportOf } from '../track-clip.ts';

const x264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];

/** Six ways to record the same dance, beside the original. */
const variants: Readonly<Record<string, readonly string[]>> = {
  original: ['-crf', '18'],
  'cropped by 8 pixels': ['-vf', 'crop=iw-16:ih-16:12:4', '-crf', '18'],
  'CRF 33': ['-crf', '33'],
  '15 frames a second': ['-r', '15', '-crf', '18'],
  dark: ['-vf', 'eq=brightness=-0.25:contrast=0.6', '-crf', '18'],
  '336 pixels wide': ['-vf', 'scale=336:-2', '-crf', '18'],
  mirrored: ['-vf', 'hflip', '-crf', '18'],
};

/** Two values of one metric from two variants. */
interface Comparison {
  readonly id: string;
  readonly variant: string;
  readonly difference: number;
  /** Both errors in quadrature; null if either has none. */
  readonly error: number | null;
}

/** @param seconds length of the part of the clip, from 5 s on. */
export async function compareVariants(
  seconds: number,
  names: readonly string[] = Object.keys(variants),
): Promise<readonly Comparison[]> {
  const path = join(testdata, 'videos/mgt_dancer.avi');
  const found = new Map<string, ReadonlyMap<string, Metric>>();
  for (const name of names) {
    const output = ['-ss', '5', '-t', String(seconds), ...(variants[name] ?? []), ...x264];
    const { report } = await reportOf(await filteredClip(path, output, { model: usualModel }));
    const upright = report.metrics.map((metric) => {
      return name === 'mirrored' ? { ...metric, ...mirrorMetric(metric) } : metric;
    });
    found.set(name, new Map(upright.map((metric) => [metric.id, metric])));
  }
  const pairs = [...found].flatMap(([name, one], i) =>
    [...found].slice(i + 1).map(([other, two]) => ({ variant: `${name}, ${other}`, one, two })),
  );
  return pairs.flatMap(({ variant, one, two }) =>
    [...one].flatMap(([id, metric]): Comparison[] => {
      const other = two.get(id);
      if (metric.value === null || other === undefined || other.value === null) return [];
      const both =
        metric.error === null || other.error === null
          ? null
          : Math.hypot(metric.error, other.error);
      return [{ id, variant, difference: Math.abs(metric.value - other.value), error: both }];
    }),
  );
}

const tooFar = ({ difference, error }: Comparison): boolean =>
  error !== null && difference > error + 1e-9;

export function robustnessFigures(comparisons: readonly Comparison[]): Figures {
  const judged = comparisons.filter(({ error }) => error !== null);
  const share = judged.filter(tooFar).length / judged.length;
  const rows = (by: (comparison: Comparison) => string) =>
    [...Map.groupBy(judged, by)].map(([name, some]) => [
      ...[name, some.length, percent(some.filter(tooFar).length / some.length)],
      round(Math.max(...some.map(({ difference, error }) => difference / (error || 1e-9)))),
    ]);
  const heads = ['comparisons', 'beyond both errors', 'largest, in errors'];
  return {
    checks: [atMost('differences beyond both errors in quadrature (%)', 100 * share, 5)],
    tables: [
      { heads: ['metrics (unit)', ...heads], rows: rows(({ id }) => groupOf(id)) },
      { heads: ['variants', ...heads], rows: rows(({ variant }) => variant) },
    ],
  };
}

export const robustnessPart: Part = {
  name: 'robustness',
  title: 'The same dance, recorded differently',
  introduction: `Twelve seconds of a real dancer (\`mgt_dancer.avi\`) as they are, cropped by 8 pixels, encoded with CRF 33, at 15 frames
a second, darkened, 336 pixels wide, and mirrored. Every metric of every pair is compared: no error model can know the truth here, but
two values of one dance must not differ by more than both errors in quadrature.`,
  measure: async () => robustnessFigures(await compareVariants(12)),
};
