import {
  autocorrelation,
  cutStretches,
  measurePulseTrain,
  peakOffset,
  type Span,
  valueAt,
} from './periodicity.ts';
import type { RhythmCurves } from './rhythm-curves.ts';
import { fastestBpm, preferredBpm, slowestBpm, TempoOctaves } from './tempo-octaves.ts';

/** The tempo of a part of a track. */
export interface Tempo {
  readonly bpm: number;
  /** Self-similarity of the music at lags of one and two beats and of bars, 0 to 1. */
  readonly clarity: number;
  /** Half and double tempo if beats of it are there, and a tempo of another kind that is nearly as likely. */
  readonly alternatives: readonly number[];
  /** Probability that the tempo is this one and not one of `alternatives`. */
  readonly certainty: number;
}

/** Ratio of neighbouring candidates; the result is interpolated between them. */
const bpmStep = 1.01;

export const candidateBpms = Array.from(
  { length: Math.floor(Math.log(fastestBpm / slowestBpm) / Math.log(bpmStep)) + 1 },
  (_, i) => slowestBpm * bpmStep ** i,
);

/** Width of the tempo prior in octaves (log-normal; Ellis 2007). */
const priorOctaves = 0.6;

/** Eight beats at 60 beats a minute. */
const maxLagSeconds = 8;

/** Beats keep their phase that long, although the tempo of people varies. */
const stretchSeconds = 8;

/** Weights of the similarity after one and two beats, one bar and two. */
const weights = [1, 1, 2, 1] as const;

/** Deviation of a tempo that was tapped from the music. */
export const tapTolerance = 0.05;

/**
 * Finds the tempo of a part of a track. Autocorrelation alone also finds half the tempo, and the Fourier transform
 * alone also finds double the tempo (Peeters 2007, "Template-based estimation of time-varying tempo"). Bars of three
 * and four beats are tried: of two tempi, the one at which whole bars repeat is right.
 * @param near tempo that the user gave; the music's own tempo is within 5 % of it, or it is taken as it is.
 * @returns null if nothing repeats.
 */
export function findTempo(curves: RhythmCurves, span: Span, near?: number): Tempo | null {
  const { rateHz } = curves;
  const maxLag = Math.ceil(maxLagSeconds * rateHz);
  const similarity = autocorrelation(curves.pulse, span, maxLag);
  const stretches = cutStretches(curves.pulse, span, Math.round(stretchSeconds * rateHz));
  const balance = autocorrelation(curves.balance, span, maxLag);
  const octaves = new TempoOctaves({ rateHz, similarity, balance, stretches });
  const rated = rateTempi(stretches, similarity, rateHz);
  const best = rated.reduce(higher);
  if (best.score === 0 && near === undefined) return null;
  const chosen = octaves.choose(best.bpm);
  const bpm = near === undefined ? refined(rated, chosen.bpm) : nearest(rated, near);
  const rival = near === undefined ? findRival(rated, best, bpm) : null;
  const share = rival === null ? 0 : rival.score / best.score;
  return {
    bpm,
    clarity: Math.min(1, barSimilarity(similarity, (60 * rateHz) / bpm)),
    alternatives: different(bpm, [
      ...octaves.others(bpm),
      ...(rival ? withOctaves(octaves, rival.bpm) : []),
    ]),
    certainty: near === undefined ? chosen.certainty * (1 - share / 2) : 1,
  };
}

/** The likeliest octave of a tempo, and those next to it. */
function withOctaves(octaves: TempoOctaves, found: number): number[] {
  const { bpm } = octaves.choose(found);
  return [bpm, ...octaves.others(bpm)];
}

/** Tempi that differ from another and among each other. */
function different(bpm: number, others: readonly number[]): number[] {
  const isNew = (other: number, i: number): boolean =>
    [bpm, ...others.slice(0, i)].every((known) => Math.abs(Math.log(other / known)) > 0.03);
  return others.filter(isNew);
}

interface RatedTempo {
  readonly bpm: number;
  readonly score: number;
}

function rateTempi(
  stretches: readonly Float64Array[],
  similarity: Float64Array,
  rateHz: number,
): RatedTempo[] {
  const trains = candidateBpms.map((bpm) => {
    const all = stretches.map((stretch) => measurePulseTrain(stretch, (60 * rateHz) / bpm));
    return {
      amplitude: all.reduce((sum, train) => sum + train.amplitude, 0),
      contrast: all.reduce((sum, train) => sum + train.contrast, 0) / all.length,
    };
  });
  const maxAmplitude = Math.max(...trains.map((train) => train.amplitude));
  return trains.map(({ amplitude, contrast }, i) => {
    const bpm = candidateBpms[i] as number;
    const prior = Math.exp(-0.5 * (Math.log2(bpm / preferredBpm) / priorOctaves) ** 2);
    const period = (60 * rateHz) / bpm;
    const pulse = amplitude / (amplitude + weakAmplitude * maxAmplitude || 1);
    const alike = Math.sqrt(Math.max(0, valueAt(similarity, period) ?? 0) + 0.05);
    return { bpm, score: barSimilarity(similarity, period) * alike * prior * pulse * contrast };
  });
}

/** Share of the largest amplitude; tempi without events, such as half of a metronome's tempo, stay below. */
const weakAmplitude = 0.15;

/** Mean similarity after one and two beats, one bar and two, in bars of three or four beats; at least 0. */
export function barSimilarity(similarity: Float64Array, period: number): number {
  const inFour = weightedMean([1, 2, 4, 8].map((beats) => valueAt(similarity, beats * period)));
  const inThree = weightedMean([1, 3, 3, 6].map((beats) => valueAt(similarity, beats * period)));
  return Math.max(0, inFour, inThree);
}

function weightedMean(values: readonly (number | null)[]): number {
  let [sum, total] = [0, 0];
  values.forEach((value, i) => {
    if (value === null) return;
    sum += (weights[i] as number) * value;
    total += weights[i] as number;
  });
  return total > 0 ? sum / total : 0;
}

const higher = (most: RatedTempo, other: RatedTempo): RatedTempo =>
  other.score > most.score ? other : most;

/** Share of the score from which another tempo is named. */
const rivalShare = 0.4;

/** The best of the tempi that differ by other factors than octaves. */
function findRival(rated: readonly RatedTempo[], best: RatedTempo, bpm: number): RatedTempo | null {
  const others = rated.filter(
    (other, i) =>
      [best.bpm, bpm].every((known) => octavesApart(other.bpm, known) > 0.08) &&
      other.score >= (rated[i - 1]?.score ?? 0) &&
      other.score >= (rated[i + 1]?.score ?? 0),
  );
  const rival = others.reduce(higher, { bpm: 0, score: 0 });
  return rival.score >= rivalShare * best.score && rival.score > 0 ? rival : null;
}

/** Distance from the next power of two of the ratio, in octaves. */
function octavesApart(a: number, b: number): number {
  const octaves = Math.log2(a / b);
  return Math.abs(octaves - Math.round(octaves));
}

function nearest(rated: readonly RatedTempo[], bpm: number): number {
  const close = rated.filter((other) => Math.abs(Math.log(other.bpm / bpm)) < tapTolerance);
  const best = close.reduce(higher, { bpm, score: 0 });
  const isEdge = best === close[0] || best === close.at(-1);
  return isEdge || best.score === 0 ? bpm : refined(rated, best.bpm);
}

/** The local maximum next to a tempo, interpolated. */
function refined(rated: readonly RatedTempo[], bpm: number): number {
  const scores = rated.map(({ score }) => score);
  const at = Math.round(Math.log(bpm / slowestBpm) / Math.log(bpmStep));
  let best = Math.min(scores.length - 1, Math.max(0, at));
  for (const i of [at - 2, at - 1, at + 1, at + 2]) {
    if ((scores[i] ?? 0) > (scores[best] as number)) best = i;
  }
  return slowestBpm * bpmStep ** (best + peakOffset(scores, best));
}
