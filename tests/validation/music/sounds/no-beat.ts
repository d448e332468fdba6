import { musicSampleRateHz as rateHz } from '@dance-pose/movement';
import { Dice } from './random.ts';

/** Noise of a recorder: white, or pink with as much power in each octave (Voss and Clarke 1978). */
export function noise(seconds: number, colour: 'white' | 'pink', seed: number): Float32Array {
  const dice = new Dice(seed);
  const rows = new Float64Array(12);
  return Float32Array.from({ length: Math.round(seconds * rateHz) }, (_, i) => {
    const white = 2 * dice.next() - 1;
    if (colour === 'white') return 0.2 * white;
    const row = Math.min(rows.length - 1, Math.clz32(1) - Math.clz32((i + 1) & -(i + 1)));
    rows[row] = 2 * dice.next() - 1;
    return 0.05 * (rows.reduce((sum, value) => sum + value, 0) + white);
  });
}

/** People who clap, each at a rate and loudness of their own, in a room. */
export function applause(seconds: number, people: number, seed: number): Float32Array {
  const dice = new Dice(seed);
  const samples = new Float32Array(Math.round(seconds * rateHz));
  for (let person = 0; person < people; person += 1) {
    const [rate, loudness] = [dice.between(2.5, 5), dice.between(0.1, 1)];
    const clap = makeClap(dice);
    let at = dice.between(0, 1);
    while (at < seconds) {
      add(samples, at, clap, (loudness * dice.between(0.7, 1)) / Math.sqrt(people));
      at += Math.max(0.08, (1 + dice.gaussian(0.08)) / rate);
    }
  }
  return samples;
}

function makeClap(dice: Dice): Float32Array {
  const hz = dice.between(700, 2200);
  const decay = dice.between(0.004, 0.012);
  return resonated(
    Float32Array.from({ length: Math.round(0.06 * rateHz) }, (_, i) =>
      i < 0.003 * rateHz ? 2 * dice.next() - 1 : 0,
    ),
    hz,
    1 / (Math.PI * decay),
  );
}

/** Syllables of irregular length, four to five a second, with pauses between sentences. */
export function speech(seconds: number, seed: number): Float32Array {
  const dice = new Dice(seed);
  const samples = new Float32Array(Math.round(seconds * rateHz));
  const voice = dice.between(95, 210);
  let at = 0.2;
  let left = 8;
  while (at < seconds - 0.5) {
    const length = Math.min(0.4, Math.max(0.1, 0.21 + dice.gaussian(0.055)));
    add(samples, at, makeSyllable(length * 0.9, voice * dice.between(0.85, 1.2), dice), 0.3);
    at += length;
    left -= 1;
    if (left > 0) continue;
    at += dice.between(0.25, 0.8);
    left = Math.round(dice.between(5, 14));
  }
  return samples;
}

const vowels = [
  ...[
    [730, 1090, 2440],
    [270, 2290, 3010],
    [300, 870, 2240],
  ],
  ...[
    [530, 1840, 2480],
    [570, 840, 2410],
  ],
] as const;

/** A burst of noise for the consonant, then pulses of the voice through three formants (Peterson and Barney 1952). */
function makeSyllable(seconds: number, voiceHz: number, dice: Dice): Float32Array {
  const length = Math.round(seconds * rateHz);
  const consonant = Math.round(dice.between(0.02, 0.07) * rateHz);
  const rise = dice.between(0.01, 0.05) * rateHz;
  const fall = dice.between(0.03, 0.08) * rateHz;
  let phase = 0;
  const source = Float32Array.from({ length }, (_, i) => {
    if (i < consonant) return 0;
    phase += (voiceHz * (1 - (0.15 * i) / length)) / rateHz;
    const isPulse = phase >= 1;
    phase %= 1;
    const envelope = Math.min(1, (i - consonant) / rise, (length - i) / fall);
    return envelope * ((isPulse ? 1 : 0) + 0.01 * dice.gaussian(1));
  });
  const [f1, f2, f3] = dice.pick(vowels);
  const formants = [
    resonated(source, f1, 80),
    resonated(source, f2, 100),
    resonated(source, f3, 140),
  ];
  const hiss = dice.between(0, 0.12);
  return source.map((_, i) => {
    if (i < consonant) return hiss * (2 * dice.next() - 1);
    return formants.reduce((sum, formant, k) => sum + ((formant[i] ?? 0) * 0.5) / (k + 1), 0);
  });
}

/** A resonance with two poles. */
function resonated(source: Float32Array, hz: number, bandwidthHz: number): Float32Array {
  const radius = Math.exp((-Math.PI * bandwidthHz) / rateHz);
  const feedback = 2 * radius * Math.cos((2 * Math.PI * hz) / rateHz);
  let [last, older] = [0, 0];
  return source.map((value) => {
    const out = value + feedback * last - radius * radius * older;
    [older, last] = [last, out];
    return 0.3 * out;
  });
}

function add(samples: Float32Array, seconds: number, sound: Float32Array, gain: number): void {
  const start = Math.round(seconds * rateHz);
  const length = Math.min(sound.length, samples.length - start);
  for (let i = 0; i < length; i += 1) {
    samples[start + i] = (samples[start + i] as number) + gain * (sound[i] as number);
  }
}
