import type { Tempo } from './beat-tempo.ts';
import { type TrackedBeat, trackBeats } from './beat-tracker.ts';
import type { RhythmCurves } from './rhythm-curves.ts';
import { findSections } from './tempo-sections.ts';

/** Beats of a part of a track with one tempo. */
export interface TrackedSection {
  readonly tempo: Tempo;
  readonly seconds: number;
  /** Position of its start. */
  readonly from: number;
  /** Length of a beat in samples of the curves. */
  readonly period: number;
  /** Mean tempo of the beats. */
  readonly bpm: number;
  /** Positions are in the curves of the whole track. */
  readonly beats: readonly TrackedBeat[];
}

/** Finds the beats of each part of a track; parts without beats are left out. */
export function trackSections(curves: RhythmCurves, bpm?: number): TrackedSection[] {
  const tracked: TrackedSection[] = [];
  for (const { span, tempo } of findSections(curves, bpm)) {
    const period = (60 * curves.rateHz) / tempo.bpm;
    // The first beat may be just before the boundary, but not next to the last one of the section before.
    const last = tracked.at(-1)?.beats.at(-1)?.position ?? Number.NEGATIVE_INFINITY;
    const from = Math.max(0, Math.round(Math.max(span.from - period / 4, last + period / 2)));
    const found = trackBeats(curves.onsets.subarray(from, span.to), period).map(
      ({ position, confidence }) => ({ position: position + from, confidence }),
    );
    if (found.length < 2) continue;
    const beats = tracked.length > 0 ? continuedBack(curves, found, { from, period }) : found;
    const seconds = (span.to - from) / curves.rateHz;
    tracked.push({
      tempo,
      from: span.from,
      seconds,
      period,
      bpm: (60 * curves.rateHz) / meanInterval(beats),
      beats,
    });
  }
  return tracked;
}

/** Share of the onsets of a section from which music plays. */
const playingShare = 0.5;

/** Adds the inaudible beats from a change of tempo on, if music plays there. */
function continuedBack(
  { onsets }: RhythmCurves,
  beats: readonly TrackedBeat[],
  { from, period }: { readonly from: number; readonly period: number },
): readonly TrackedBeat[] {
  const [first, last] = [beats[0] as TrackedBeat, beats.at(-1) as TrackedBeat];
  const missing = Math.floor((first.position - from) / period);
  const before = meanOf(onsets.subarray(from, Math.round(first.position - period / 4)));
  const within = meanOf(onsets.subarray(Math.round(first.position), Math.round(last.position)));
  if (missing < 1 || before < playingShare * within) return beats;
  const added = Array.from({ length: missing }, (_, i) => ({
    position: first.position - (missing - i) * period,
    confidence: 0,
  }));
  return [...added, ...beats];
}

const meanOf = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/**
 * Beats at a tempo that cannot be heard.
 * @param through position of one of them; by default, where the onsets are strongest.
 */
export function metronome(curves: RhythmCurves, bpm: number, through?: number): TrackedSection {
  const period = (60 * curves.rateHz) / bpm;
  const count = curves.onsets.length;
  const position = through ?? strongestPhase(curves.onsets, period);
  const first = position - period * Math.floor(position / period);
  return {
    ...{ bpm, period, from: 0, seconds: count / curves.rateHz },
    tempo: { bpm, clarity: 0, alternatives: [], certainty: 1 },
    beats: Array.from({ length: Math.max(0, Math.ceil((count - first) / period)) }, (_, i) => ({
      position: first + i * period,
      confidence: 0,
    })),
  };
}

/** False for a metronome. */
export const isHeard = ({ tempo }: TrackedSection): boolean => tempo.clarity > 0;

/** Position of the first beat of a metronome with the strongest onsets on its beats. */
function strongestPhase(onsets: Float64Array, period: number): number {
  let [best, most] = [0, 0];
  for (let phase = 0; phase < period; phase += 1) {
    let sum = 0;
    for (let at = phase; at < onsets.length; at += period) sum += onsets[Math.round(at)] ?? 0;
    if (sum > most) [best, most] = [phase, sum];
  }
  return best;
}

/** Slope of the regression line through all beats, because single beats can be out of time. */
function meanInterval(beats: readonly TrackedBeat[]): number {
  const middle = (beats.length - 1) / 2;
  let [products, squares] = [0, 0];
  beats.forEach(({ position }, i) => {
    products += (i - middle) * position;
    squares += (i - middle) ** 2;
  });
  return products / squares;
}
