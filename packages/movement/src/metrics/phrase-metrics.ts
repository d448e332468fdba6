import type { Metric } from '@dance-pose/contracts';
import { knownRuns, lengthOf, median, type Signal, type Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { knownShare } from '../signals/coverage.ts';
import { directness } from '../signals/laban.ts';
import { hidden, type MetricKind, metric } from './metric.ts';
import { logDimensionlessJerk, sparc } from './smoothness.ts';

/** What has a meaning for a movement of a few seconds only: smoothness, and how direct the paths are. */
export function phraseMetrics(motion: BodyMotion, span: Span): Metric[] {
  const ends = motion.ends.flatMap((end) => smoothnessOf(motion, span, end));
  const whole = smoothnessOf(motion, span, {
    id: 'body',
    name: 'whole body',
    speed: motion.centreSpeed,
  });
  return [...ends, ...whole, space(motion, span)];
}

/** The clip's value of such a metric: the median over its phrases. */
export function overPhrases(phrases: readonly (readonly Metric[])[]): Metric[] {
  const [first = []] = phrases;
  return first.map(({ id, label, unit }) => {
    const all = phrases.flatMap((metrics) => metrics.filter((other) => other.id === id));
    const values = all.flatMap(({ value }) => (value === null ? [] : [value]));
    const coverage = all.reduce((sum, one) => sum + one.coverage, 0) / all.length;
    return metric(
      { id, label: `${label}, median of the phrases`, unit, atBest: 'medium' },
      {
        value: median(Float64Array.from(values)),
        coverage,
        otherwise: all[0]?.reason ?? hidden('the dancer'),
      },
    );
  });
}

const longestPhraseSeconds = 10;
const shortestPhraseSeconds = 0.5;

/** Of the phrase, what must be in sight, for smoothness without a break. */
const leastUnbroken = 0.8;

/** S/s that a part must reach at least once, or its speed is the engine's trembling. */
const leastPeak = 0.3;

interface Part {
  readonly id: string;
  readonly name: string;
  readonly speed: Signal;
}

function smoothnessOf({ track }: BodyMotion, span: Span, part: Part): Metric[] {
  const { speed, otherwise } = profileOf(part, span, track.fps);
  const coverage = knownShare(part.speed, span);
  const found = (kind: Omit<MetricKind, 'atBest'>, measure: typeof sparc): Metric =>
    metric(
      { ...kind, atBest: 'medium' },
      { value: speed ? measure(speed, track.fps) : Number.NaN, coverage, otherwise },
    );
  return [
    found({ id: `${part.id}-sparc`, label: `Smoothness (SPARC), ${part.name}`, unit: '1' }, sparc),
    found(
      { id: `${part.id}-ldlj`, label: `Smoothness (LDLJ), ${part.name}`, unit: '1' },
      logDimensionlessJerk,
    ),
  ];
}

/** The longest stretch of a speed without a gap, if it is a phrase that smoothness can be told of. */
function profileOf(
  { name, speed }: Part,
  span: Span,
  fps: number,
): { speed?: Float64Array; otherwise: string } {
  const problem = lengthProblem(span, fps);
  if (problem !== undefined) return { otherwise: problem };
  const [run] = knownRuns(speed, span).toSorted((a, b) => lengthOf(b) - lengthOf(a));
  if (run === undefined || lengthOf(run) < leastUnbroken * lengthOf(span)) {
    return { otherwise: hidden(`the ${name}`) };
  }
  const profile = speed.slice(run.from, run.to);
  const otherwise = `The ${name} hardly moved.`;
  return Math.max(...profile) < leastPeak ? { otherwise } : { speed: profile, otherwise };
}

function lengthProblem(span: Span, fps: number): string | undefined {
  const seconds = lengthOf(span) / fps;
  if (seconds > longestPhraseSeconds) {
    return `This is a measure of movements of a few seconds, not of ${Math.round(seconds)} s.`;
  }
  return seconds < shortestPhraseSeconds ? 'The phrase is too short.' : undefined;
}

function space({ track, speed }: BodyMotion, span: Span): Metric {
  const coverage = knownShare(speed, span);
  const unseen = coverage < leastUnbroken ? hidden('the whole body') : undefined;
  const problem = lengthProblem(span, track.fps) ?? unseen;
  return metric(
    {
      id: 'laban-space',
      label: 'Laban Space: directness of the paths, 1 is straight',
      unit: '1',
      atBest: 'medium',
    },
    {
      value: problem === undefined ? directness(track, span) : Number.NaN,
      coverage,
      otherwise: problem ?? 'Hardly any joint was seen to go anywhere.',
    },
  );
}
