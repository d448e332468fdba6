import type { MusicWithBeat } from '@dance-pose/contracts';
import { musicSampleRateHz as rateHz } from '../music/music-sample-rate.ts';
import { randomNumbers } from '../series/random.ts';

/** Audio with known beats. */
export interface Clicks {
  readonly samples: Float32Array;
  readonly beatsMs: readonly number[];
}

export interface ClickOptions {
  readonly bpm: number;
  readonly seconds: number;
  /** Time of the first click. */
  readonly fromSeconds?: number;
  readonly loudness?: number;
  /** Amplitude of the white noise that is added. */
  readonly noise?: number;
  /** Factors on the loudness of each click of an eight. */
  readonly accents?: readonly number[];
}

/** A metronome: clicks of 1 kHz that decay within about 50 ms. */
export function clicks(options: ClickOptions): Clicks {
  const { bpm, seconds, fromSeconds = 0.3, loudness = 0.5, noise = 0, accents = [] } = options;
  const samples = whiteNoise(seconds, noise);
  const beatsMs: number[] = [];
  for (let beat = 0; fromSeconds + (beat * 60) / bpm < seconds; beat += 1) {
    const time = fromSeconds + (beat * 60) / bpm;
    beatsMs.push(1000 * time);
    addClick(samples, time, loudness * (accents[beat % 8] ?? 1));
  }
  return { samples, beatsMs };
}

export function addClick(samples: Float32Array, seconds: number, loudness: number): void {
  const start = Math.ceil(seconds * rateHz);
  const end = Math.min(samples.length, start + 0.08 * rateHz);
  for (let i = start; i < end; i += 1) {
    const t = i / rateHz - seconds;
    const click = loudness * Math.exp(-t / 0.012) * Math.sin(2 * Math.PI * 1000 * t);
    samples[i] = (samples[i] as number) + click;
  }
}

/** White noise; the same for the same seed. */
export function whiteNoise(seconds: number, amplitude: number, seed = 1): Float32Array {
  const random = randomNumbers(seed);
  const samples = new Float32Array(Math.round(seconds * rateHz));
  for (let i = 0; i < samples.length; i += 1) samples[i] = amplitude * (2 * random() - 1);
  return samples;
}

/** Chunks as a decoder delivers them. */
export async function* inChunks(samples: Float32Array, size = 4096): AsyncGenerator<Float32Array> {
  for (let at = 0; at < samples.length; at += size) yield samples.subarray(at, at + size);
}

/** Music of 120 bpm that starts with a "one", with full confidence. */
export const steadyMusic = (beats: number): MusicWithBeat => ({
  heard: 'beat',
  bpm: 120,
  ...{ meter: 4, counts: 8, alternatives: [], given: {} },
  sections: [{ startMs: 0, endMs: 500 * beats, bpm: 120 }],
  beats: Array.from({ length: beats }, (_, i) => ({
    timeMs: 500 * i,
    count: (i % 8) + 1,
    confidence: 1,
  })),
  confidence: 'high',
  clarity: 0.9,
  countConfidence: 'high',
});

/** Loudness of each step of a bar: `X` loud, `x` soft, `.` nothing. */
interface DrumBar {
  readonly kick?: string;
  readonly snare?: string;
  readonly hat?: string;
}

export interface DrumOptions {
  readonly bpm: number;
  readonly bars: number;
  readonly bar: DrumBar;
  /** Beats of a bar, which all patterns divide into as many steps. */
  readonly beats: number;
  readonly fromSeconds?: number;
}

/** Drums that repeat a bar, with half a second of silence at the end. */
export function drums({ bpm, bars, bar, beats, fromSeconds = 0.3 }: DrumOptions): Clicks {
  const barSeconds = (60 * beats) / bpm;
  const samples = whiteNoise(fromSeconds + bars * barSeconds + 0.5, 0.001);
  for (const [drum, pattern] of Object.entries(bar) as [keyof DrumBar, string][]) {
    for (let step = 0; step < bars * pattern.length; step += 1) {
      const loudness = { X: 0.6, x: 0.3 }[pattern[step % pattern.length] as string];
      if (loudness === undefined) continue;
      addDrum(samples, fromSeconds + (step * barSeconds) / pattern.length, { drum, loudness });
    }
  }
  const beatsMs = Array.from(
    { length: bars * beats },
    (_, i) => 1000 * (fromSeconds + (i * 60) / bpm),
  );
  return { samples, beatsMs };
}

interface Hit {
  readonly drum: keyof DrumBar;
  readonly loudness: number;
}

const decaySeconds = { kick: 0.08, snare: 0.06, hat: 0.02 };

function addDrum(samples: Float32Array, seconds: number, { drum, loudness }: Hit): void {
  const random = randomNumbers(Math.round(1000 * seconds) + 1);
  const [start, decay] = [Math.round(seconds * rateHz), decaySeconds[drum]];
  let last = 0;
  for (let i = 0; i < 6 * decay * rateHz && start + i < samples.length; i += 1) {
    const noise = 2 * random() - 1;
    // The difference of neighbouring samples is bright.
    const sound = {
      kick: Math.sin((2 * Math.PI * 60 * i) / rateHz),
      snare: noise,
      hat: noise - last,
    };
    last = noise;
    const fade = loudness * Math.exp(-i / (decay * rateHz));
    samples[start + i] = (samples[start + i] as number) + fade * sound[drum];
  }
}
