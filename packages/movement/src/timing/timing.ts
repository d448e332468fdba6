import { metronomesThatFit } from './other-tempos.ts';
import { estimateTiming, type TimingEstimate } from './timing-estimate.ts';
import type { TimingModel } from './timing-model.ts';

/** A movement that comes to rest while the music has a beat. */
export interface TimedMovement {
  readonly timeMs: number;
  /** Position within the beat: share of it, from −0.5 to 0.5, positive is late. */
  readonly phase: number;
}

/** Timing of a dancer; errors are half widths of 95 % intervals. */
export interface Timing extends TimingEstimate {
  readonly spreadErrorMs: number;
  readonly offBeatError: number;
}

/** Reason for no timing: the movements have no place in the beat, drift through it, or are too few to say where they are. */
export type NoTiming = 'no-preferred-time' | 'timing-drifts' | 'timing-too-uncertain';

/** Logarithm of the odds for a timing against none: 20 to 1. */
const leastEvidence = 3;

/** Metronomes of other tempos, of 99, that may fit the movements as well as the music does. */
const mostMetronomes = 0;

/** Largest error, as a share of the beat: an interval of a quarter of a beat says nothing. */
const largestError = 1 / 8;

/** Standard errors from which a drift over the clip is one. */
const certainDrift = 3;

/** Expected difference between a phrase and the clip, in ms. */
const phraseDeviationMs = 60;

/**
 * Timing of the movements of a clip.
 * @param deviationMs standard deviation of what all its movements are wrong by together.
 */
export function timingOfClip(
  movements: readonly TimedMovement[],
  model: TimingModel,
  deviationMs: number,
): Timing | NoTiming {
  const { periodMs } = model;
  const estimate = estimateTiming(
    movements.map(({ phase }) => phase),
    model,
  );
  if (estimate.evidence < leastEvidence) return 'no-preferred-time';
  const deviations = deviationsFrom(movements, estimate, periodMs);
  const drift = driftOf(deviations);
  const driftError = drift.error * Math.sqrt(clusteringOf(drift.residuals, periodMs));
  if (Math.abs(drift.total) > certainDrift * driftError) return 'timing-drifts';
  if (metronomesThatFit(movements, periodMs) > mostMetronomes) return 'no-preferred-time';
  const clustering = Math.sqrt(clusteringOf(deviations, periodMs));
  return withinLimits(withErrors(estimate, deviationMs, clustering), periodMs);
}

/** Timing of the movements of a phrase of a clip that has a timing. */
export function timingOfPhrase(
  movements: readonly TimedMovement[],
  model: TimingModel,
  { clip, deviationMs }: { clip: Timing; deviationMs: number },
): Timing | NoTiming {
  const expected = { meanMs: clip.biasMs, deviationMs: phraseDeviationMs };
  const estimate = estimateTiming(
    movements.map(({ phase }) => phase),
    model,
    expected,
  );
  return withinLimits(withErrors(estimate, deviationMs), model.periodMs);
}

const withinLimits = (timing: Timing, periodMs: number): Timing | NoTiming =>
  timing.biasErrorMs > largestError * periodMs ? 'timing-too-uncertain' : timing;

/** Half width of a 95 % interval in standard deviations. */
const wide = 1.96;

/** Standard deviations of rounding to the spreads and shares of the model. */
const spreadRounding = 0.09;
const shareRounding = 0.03;

/** Spread of the times of movements that come to rest at the same place in every beat: noise of the tracking. */
const noiseMs = 12;

function withErrors(estimate: TimingEstimate, deviationMs: number, clustering = 1): Timing {
  const { biasErrorMs, spreadMs, spreadDeviationMs, offBeatDeviation } = estimate;
  return {
    ...estimate,
    biasErrorMs: Math.hypot(clustering * biasErrorMs, wide * deviationMs),
    spreadErrorMs: Math.hypot(
      wide * Math.hypot(spreadDeviationMs, spreadRounding * spreadMs),
      spreadMs - Math.sqrt(Math.max(0, spreadMs ** 2 - noiseMs ** 2)),
    ),
    offBeatError: wide * Math.hypot(offBeatDeviation, shareRounding),
  };
}

/** Distance of a movement from its place on or between the beats. */
interface Deviation {
  readonly timeMs: number;
  readonly ms: number;
}

/** Movements further away than this many spreads have no place in the beat. */
const furthest = 2.5;

const deviationsFrom = (
  movements: readonly TimedMovement[],
  { biasMs, spreadMs }: TimingEstimate,
  periodMs: number,
): Deviation[] =>
  movements
    .map(({ timeMs, phase }) => {
      const away = 2 * (phase - biasMs / periodMs);
      return { timeMs, ms: ((away - Math.round(away)) / 2) * periodMs };
    })
    .filter(({ ms }) => Math.abs(ms) <= furthest * spreadMs);

/** Beats in which movements may be late or early together, as a choreography makes them. */
const blockBeats = 8;

/**
 * Factor on the variance of a mean of movements that are not independent: the variance of the sums of blocks over that
 * of as many independent movements (cluster-robust variance, Liang and Zeger 1986); at least 1.
 */
function clusteringOf(deviations: readonly Deviation[], periodMs: number): number {
  const sums = new Map<number, number>();
  for (const { timeMs, ms } of deviations) {
    const block = Math.floor(timeMs / (blockBeats * periodMs));
    sums.set(block, (sums.get(block) ?? 0) + ms);
  }
  const squares = (values: Iterable<number>): number =>
    [...values].reduce((sum, value) => sum + value ** 2, 0);
  const together = squares(sums.values()) / squares(deviations.map(({ ms }) => ms));
  const factor = together * (sums.size / (sums.size - 1));
  return factor > 1 && sums.size > 1 ? factor : 1;
}

/** A linear change of deviations over time. */
interface Drift {
  /** From the first to the last movement, in ms, with its standard error for independent movements. */
  readonly total: number;
  readonly error: number;
  readonly residuals: readonly Deviation[];
}

function driftOf(deviations: readonly Deviation[]): Drift {
  const meanOf = (of: (one: Deviation) => number): number =>
    deviations.reduce((sum, one) => sum + of(one), 0) / deviations.length;
  const [middle, level] = [meanOf(({ timeMs }) => timeMs), meanOf(({ ms }) => ms)];
  const variance = meanOf(({ timeMs }) => (timeMs - middle) ** 2);
  const slope = meanOf(({ timeMs, ms }) => (timeMs - middle) * (ms - level)) / variance;
  const residuals = deviations.map(({ timeMs, ms }) => ({
    timeMs,
    ms: ms - level - slope * (timeMs - middle),
  }));
  const span = (deviations.at(-1)?.timeMs ?? 0) - (deviations[0]?.timeMs ?? 0);
  const scatter = deviations.reduce((sum, _, i) => sum + (residuals[i]?.ms ?? 0) ** 2, 0);
  const freedom = Math.max(1, deviations.length - 2);
  const error = span * Math.sqrt(scatter / freedom / variance / deviations.length);
  return { total: slope * span, error, residuals };
}
