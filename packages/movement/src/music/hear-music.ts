import { type Confidence, type Music, type MusicFeatures, say } from '@dance-pose/contracts';
import { findEights } from './beat-eights.ts';
import { findPulse } from './beat-tempo.ts';
import { type TrackedBeat, trackBeats } from './beat-tracker.ts';

type NoBeat = Exclude<Music, { heard: 'beat' }>;

/** Facts about the music that the user knows; the others are found. */
export interface GivenMusic {
  readonly bpm?: number | undefined;
  readonly meter?: 3 | 4 | undefined;
  /** Time of a "one", from the start of the audio. */
  readonly oneMs?: number | undefined;
}

/**
 * Finds tempo, beats and counts of eight. Beat times refer to the start of the audio; beats with a hard attack are
 * accurate to ±15 ms.
 * @param features null if the clip has no audio.
 */
export function hearMusic(features: MusicFeatures | null, _given: GivenMusic = {}): Music {
  if (features === null || features.durationSeconds === 0) return noSound;
  if (features.peakRms < silenceLevel) return silent;
  if (features.durationSeconds < minSeconds) return tooShort;
  return features.strength.some((value) => value > minOnset) ? findBeats(features) : noBeat;
}

function findBeats(features: MusicFeatures): Music {
  const { strength, accent, durationSeconds, rateHz } = features;
  const [strengths, accents] = [scaledByDeviation(strength), scaledByDeviation(accent)];
  const onsetFunction = strengths.map((value, i) => value + (accents[i] as number));
  const pulse = findPulse(onsetFunction, rateHz);
  if (pulse === null || pulse.clarity < chanceClarity(durationSeconds)) return noBeat;
  const tracked = trackBeats(onsetFunction, (60 * rateHz) / pulse.bpm);
  if (tracked.length < minBeats) return noBeat;
  const bpm = (60 * rateHz) / meanInterval(tracked);
  const beatMs = 60_000 / bpm;
  const timed = timedBeats(tracked, features, beatMs);
  const { firstOne, confidence } = findEights(timed.map(({ accent: value }) => value));
  // In the order of the schema: a report that is read and written again stays the same.
  return {
    heard: 'beat',
    bpm,
    ...{ meter: 4, counts: 8, alternatives: [] },
    sections: [
      { startMs: timed[0]?.timeMs ?? 0, endMs: (timed.at(-1)?.timeMs ?? 0) + beatMs, bpm },
    ],
    given: {},
    beats: timed.map((beat, i) => ({
      timeMs: beat.timeMs,
      count: ((i - firstOne + 8) % 8) + 1,
      confidence: beat.confidence,
    })),
    confidence: confidenceFrom(pulse.clarity, tracked),
    clarity: pulse.clarity,
    countConfidence: confidence,
  };
}

/** Peak RMS of −60 dB of full scale: a microphone in a room with music records more. */
const silenceLevel = 0.001;

/** Accuracy of a beat time. */
const toleranceMs = 15;

const minSeconds = 3;
const minBeats = 4;

/** Ten times the value of a steady tone, and a hundredth of that of a click. */
const minOnset = 0.02;

/**
 * Minimum clarity of a beat: what one in a hundred noise samples reaches (found by experiment; higher for
 * short ones), and at least the clarity that a beat needs for people to move to it.
 */
const chanceClarity = (seconds: number): number => Math.max(0.15, 0.8 / Math.sqrt(seconds));

/** High if the music repeats clearly and most beats are audible. */
function confidenceFrom(clarity: number, beats: readonly TrackedBeat[]): Confidence {
  const audible = beats.reduce((sum, { confidence }) => sum + confidence, 0) / beats.length;
  if (clarity >= 0.5 && audible >= 0.5 && beats.length >= 8) return 'high';
  return clarity >= 0.3 && audible >= 0.4 ? 'medium' : 'low';
}

function scaledByDeviation(values: readonly number[]): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Float64Array.from(values, (value) => value / Math.sqrt(variance));
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

interface TimedBeat {
  readonly timeMs: number;
  readonly confidence: number;
  readonly accent: number | null;
}

function timedBeats(
  tracked: readonly TrackedBeat[],
  { startSeconds, rateHz, accent: accents }: MusicFeatures,
  beatMs: number,
): TimedBeat[] {
  const beats = tracked.map(({ position, confidence }) => ({
    timeMs: Math.max(0, 1000 * (startSeconds + position / rateHz)),
    confidence,
    accent: accentAt(accents, position),
  }));
  // An onset at the start of the audio cannot be detected; the tempo implies that beat.
  const earlierMs = (beats[0]?.timeMs ?? 0) - beatMs;
  if (earlierMs < -toleranceMs || earlierMs > 1000 * startSeconds) return beats;
  return [{ timeMs: Math.max(0, earlierMs), confidence: 0, accent: null }, ...beats];
}

/** Sum over the neighbouring positions, so that the alignment of a beat with the grid does not matter. */
function accentAt(accent: readonly number[], position: number): number {
  const at = Math.round(position);
  return accent.slice(Math.max(0, at - 1), at + 2).reduce((sum, value) => sum + value, 0);
}

const noSound: NoBeat = { heard: 'no-sound', reason: say('music-no-sound') };
const silent: NoBeat = { heard: 'silence', reason: say('music-silent') };
const tooShort: NoBeat = {
  heard: 'no-beat',
  reason: say('music-too-short', { least: minSeconds }),
};
const noBeat: NoBeat = { heard: 'no-beat', reason: say('music-no-beat') };
