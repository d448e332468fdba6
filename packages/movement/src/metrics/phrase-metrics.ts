import { type Sentence, say } from '@dance-pose/contracts';
import { knownShare } from '../cleaning/coverage.ts';
import { knownRuns, lengthOf, median, type Signal, type Span } from '../series/signal.ts';
import type { BodyMotion, LimbEndId } from '../signals/body-motion.ts';
import { directness } from '../signals/laban.ts';
import { hidden, type KnownMetric, metric } from './metric.ts';
import { logDimensionlessJerk, sparc } from './smoothness.ts';

/** Metrics that are only valid for a movement of a few seconds: smoothness and directness of the paths. */
export function phraseMetrics(motion: BodyMotion, span: Span): KnownMetric[] {
  const ends = motion.ends.flatMap((end) => smoothnessOf(motion, span, { ...end, part: end.id }));
  const whole = smoothnessOf(motion, span, {
    id: 'body',
    part: 'whole-body',
    speed: motion.centreSpeed,
  });
  return [...ends, ...whole, space(motion, span)];
}

/** Metrics of the clip: the median of its phrases. */
export function overPhrases(phrases: readonly (readonly KnownMetric[])[]): KnownMetric[] {
  const [first = []] = phrases;
  return first.map(({ id, label }) => {
    const all = phrases.flatMap((metrics) => metrics.filter((other) => other.id === id));
    const values = all.flatMap(({ value }) => (value === null ? [] : [value]));
    const coverage = all.reduce((sum, one) => sum + one.coverage, 0) / all.length;
    const measured = metric(id, {
      value: median(Float64Array.from(values)),
      coverage,
      atBest: 'medium',
      otherwise: all[0]?.reason ?? hidden('dancer'),
    });
    return { ...measured, label: `${label}, median of the phrases` };
  });
}

const longestPhraseSeconds = 10;
const shortestPhraseSeconds = 0.5;

/** Share of the phrase that must be in sight without a break. */
const leastUnbroken = 0.8;

/** Speed in S/s that a part must reach at least once: below, it is jitter of the engine. */
const leastPeak = 0.3;

interface Part {
  readonly id: LimbEndId | 'body';
  readonly part: LimbEndId | 'whole-body';
  readonly speed: Signal;
}

function smoothnessOf({ track }: BodyMotion, span: Span, part: Part): KnownMetric[] {
  const { speed, otherwise } = profileOf(part, span, track.fps);
  const coverage = knownShare(part.speed, span);
  const measured = (measure: typeof sparc): number =>
    speed ? measure(speed, track.fps) : Number.NaN;
  const rest = { coverage, atBest: 'medium', otherwise } as const;
  return [
    metric(`${part.id}-sparc`, { value: measured(sparc), ...rest }),
    metric(`${part.id}-ldlj`, { value: measured(logDimensionlessJerk), ...rest }),
  ];
}

/** The longest run of a speed without a gap, or the reason why the phrase has no smoothness. */
function profileOf(
  { part, speed }: Part,
  span: Span,
  fps: number,
): { speed?: Float64Array; otherwise: Sentence } {
  const problem = lengthProblem(span, fps);
  if (problem !== undefined) return { otherwise: problem };
  const [run] = knownRuns(speed, span).toSorted((a, b) => lengthOf(b) - lengthOf(a));
  if (run === undefined || lengthOf(run) < leastUnbroken * lengthOf(span)) {
    return { otherwise: hidden(part) };
  }
  const profile = speed.slice(run.from, run.to);
  const otherwise = say('hardly-moved', { part });
  return Math.max(...profile) < leastPeak ? { otherwise } : { speed: profile, otherwise };
}

function lengthProblem(span: Span, fps: number): Sentence | undefined {
  const seconds = lengthOf(span) / fps;
  if (seconds > longestPhraseSeconds) {
    return say('phrase-too-long', { seconds });
  }
  return seconds < shortestPhraseSeconds ? say('phrase-too-short') : undefined;
}

function space({ track, speed }: BodyMotion, span: Span): KnownMetric {
  const coverage = knownShare(speed, span);
  const unseen = coverage < leastUnbroken ? hidden('whole-body') : undefined;
  const problem = lengthProblem(span, track.fps) ?? unseen;
  return metric('laban-space', {
    value: problem === undefined ? directness(track, span) : Number.NaN,
    coverage,
    atBest: 'medium',
    otherwise: problem ?? say('no-place-change'),
  });
}
