import type { MusicWithBeat } from '@dance-pose/contracts';
import { musicSampleRateHz as rateHz } from '../music/music-onsets.ts';

/** Sounds of which everything is known. */
export interface Clicks {
  readonly samples: Float32Array;
  readonly beatsMs: readonly number[];
}

export interface ClickOptions {
  readonly bpm: number;
  readonly seconds: number;
  /** Of the first click. */
  readonly fromSeconds?: number;
  readonly loudness?: number;
  /** Amplitude of white noise below the clicks. */
  readonly noise?: number;
  /** By how much each click of an eight is louder. */
  readonly accents?: readonly number[];
}

/** A metronome: strokes of 1 kHz that die away within some 50 ms. */
export function clicks(options: ClickOptions): Clicks {
  const { bpm, seconds, fromSeconds = 0.3, loudness = 0.5, noise = 0, accents = [] } = options;
  const samples = whiteNoise(seconds, noise);
  const beatsMs: number[] = [];
  for (let beat = 0; fromSeconds + (beat * 60) / bpm < seconds; beat += 1) {
    const time = fromSeconds + (beat * 60) / bpm;
    beatsMs.push(1000 * time);
    strike(samples, time, loudness * (accents[beat % 8] ?? 1));
  }
  return { samples, beatsMs };
}

export function strike(samples: Float32Array, seconds: number, loudness: number): void {
  const start = Math.ceil(seconds * rateHz);
  const end = Math.min(samples.length, start + 0.08 * rateHz);
  for (let i = start; i < end; i += 1) {
    const t = i / rateHz - seconds;
    const stroke = loudness * Math.exp(-t / 0.012) * Math.sin(2 * Math.PI * 1000 * t);
    samples[i] = (samples[i] as number) + stroke;
  }
}

/** The same noise for the same seed. */
export function whiteNoise(seconds: number, amplitude: number, seed = 1): Float32Array {
  const random = randomNumbers(seed);
  return Float32Array.from(
    { length: Math.round(seconds * rateHz) },
    () => amplitude * (2 * random() - 1),
  );
}

/** From 0 up to 1 (Marsaglia's xorshift). */
export function randomNumbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

/** As a decoder gives it. */
export async function* inPieces(samples: Float32Array, size = 4096): AsyncGenerator<Float32Array> {
  for (let at = 0; at < samples.length; at += size) yield samples.subarray(at, at + size);
}

/** Music of 120 beats a minute that begins at once with a "one", as surely heard as can be. */
export const steadyMusic = (beats: number): MusicWithBeat => ({
  heard: 'beat',
  bpm: 120,
  beats: Array.from({ length: beats }, (_, i) => ({
    timeMs: 500 * i,
    count: (i % 8) + 1,
    confidence: 1,
  })),
  confidence: 'high',
  clarity: 0.9,
  countConfidence: 'high',
});
