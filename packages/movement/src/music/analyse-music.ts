import type { Confidence, Music } from '@dance-pose/contracts';
import { findEights } from './beat-eights.ts';
import { findPulse } from './beat-tempo.ts';
import { type TrackedBeat, trackBeats } from './beat-tracker.ts';
import { OnsetDetector, type Onsets, onsetRateHz } from './music-onsets.ts';

type NoBeat = Exclude<Music, { heard: 'beat' }>;

/**
 * Finds tempo, beats and counts of eight in a sound track. Beats are on the time axis of the sound; where
 * something hard begins they are right to ±15 ms.
 * @param sound mono, full scale ±1, `musicSampleRateHz` samples a second, in pieces of any size; null when
 *   there is none.
 */
export async function analyseMusic(sound: AsyncIterable<Float32Array> | null): Promise<Music> {
  if (sound === null) return noSound;
  const detector = new OnsetDetector();
  for await (const samples of sound) detector.push(samples);
  const onsets = detector.finish();
  if (onsets.durationSeconds === 0) return noSound;
  if (onsets.loudest < silence) return silent;
  if (onsets.durationSeconds < leastSeconds) return tooShort;
  const { strength } = onsets;
  return strength.some((value) => value > leastOnset) ? findBeats(onsets) : noBeat;
}

function findBeats(onsets: Onsets): Music {
  const { strength, accent, durationSeconds } = onsets;
  const [strengths, accents] = [inDeviations(strength), inDeviations(accent)];
  const begins = strengths.map((value, i) => value + (accents[i] as number));
  const pulse = findPulse(begins, onsetRateHz);
  if (pulse === null || pulse.clarity < clarityOfChance(durationSeconds)) return noBeat;
  const tracked = trackBeats(begins, (60 * onsetRateHz) / pulse.bpm);
  if (tracked.length < leastBeats) return noBeat;
  const bpm = (60 * onsetRateHz) / meanInterval(tracked);
  const timed = timedBeats(tracked, onsets, 60_000 / bpm);
  const { firstOne, confidence } = findEights(timed.map(({ accent: value }) => value));
  return {
    heard: 'beat',
    bpm,
    beats: timed.map((beat, i) => ({
      timeMs: beat.timeMs,
      count: ((i - firstOne + 8) % 8) + 1,
      confidence: beat.confidence,
    })),
    confidence: trustIn(pulse.clarity, tracked),
    clarity: pulse.clarity,
    countConfidence: confidence,
  };
}

/** The loudest moment is below −60 dB of full scale: no microphone in a room with music gives so little. */
const silence = 0.001;

/** Of the time of a beat. */
const rightToMs = 15;

const leastSeconds = 3;
const leastBeats = 4;

/** Ten times what a steady tone gives, a hundredth of a click. */
const leastOnset = 0.02;

/**
 * What one in a hundred pieces of noise reaches, which is more for short ones (found by trying), and what
 * a beat must reach to be one that people would move to.
 */
const clarityOfChance = (seconds: number): number => Math.max(0.15, 0.8 / Math.sqrt(seconds));

/** The music repeats itself clearly, and most beats can be heard. */
function trustIn(clarity: number, beats: readonly TrackedBeat[]): Confidence {
  const audible = beats.reduce((sum, { confidence }) => sum + confidence, 0) / beats.length;
  if (clarity >= 0.5 && audible >= 0.5 && beats.length >= 8) return 'high';
  return clarity >= 0.3 && audible >= 0.4 ? 'medium' : 'low';
}

function inDeviations(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => value / Math.sqrt(variance));
}

/** Slope of the line through all beats: single ones may be out of time. */
function meanInterval(beats: readonly TrackedBeat[]): number {
  const middle = (beats.length - 1) / 2;
  let [products, squares] = [0, 0];
  beats.forEach(({ place }, i) => {
    products += (i - middle) * place;
    squares += (i - middle) ** 2;
  });
  return products / squares;
}

interface TimedBeat {
  readonly timeMs: number;
  readonly confidence: number;
  readonly accent: number | null;
}

function timedBeats(tracked: readonly TrackedBeat[], onsets: Onsets, beatMs: number): TimedBeat[] {
  const beats = tracked.map(({ place, confidence }) => ({
    timeMs: Math.max(0, 1000 * (onsets.startSeconds + place / onsetRateHz)),
    confidence,
    accent: accentAt(onsets.accent, place),
  }));
  // What begins with the sound itself cannot be heard to begin: there the tempo has to tell.
  const unheard = (beats[0]?.timeMs ?? 0) - beatMs;
  if (unheard < -rightToMs || unheard > 1000 * onsets.startSeconds) return beats;
  return [{ timeMs: Math.max(0, unheard), confidence: 0, accent: null }, ...beats];
}

/** All that is new around a beat: how it falls on the places must not matter. */
function accentAt(accent: Float64Array, place: number): number {
  const at = Math.round(place);
  return accent.subarray(Math.max(0, at - 1), at + 2).reduce((sum, value) => sum + value, 0);
}

const noSound: NoBeat = {
  heard: 'no-sound',
  reason: 'The clip has no sound, so movement could not be compared with music.',
};
const silent: NoBeat = {
  heard: 'silence',
  reason: 'The sound of the clip is silent, so movement could not be compared with music.',
};
const tooShort: NoBeat = {
  heard: 'no-beat',
  reason: `A beat is found in at least ${leastSeconds} seconds of music; this clip has less.`,
};
const noBeat: NoBeat = {
  heard: 'no-beat',
  reason:
    'No steady beat was found in the sound of the clip, so movement could not be compared with music.',
};
