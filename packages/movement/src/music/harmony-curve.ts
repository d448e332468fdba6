import type { MusicFeatures } from '@dance-pose/contracts';
import { musicSampleRateHz } from './music-sample-rate.ts';
import { PowerSpectrum } from './music-spectrum.ts';

/** Pitches up to 1.8 kHz need a quarter of the samples. */
const decimation = 4;
const rateHz = musicSampleRateHz / decimation;

/** 0.37 s: neighbouring semitones are resolved from 100 Hz on. */
const windowSize = 2048;
const hopSize = 512;

/** Notes (MIDI) from 220 Hz up to but not including 1760 Hz: the bass moves within a chord. */
const [lowestNote, highestNote] = [57, 93];

/**
 * Measures how loud each of the twelve pitch classes is (Fujishima 1999, "Realtime chord
 * recognition of musical sound"). Changes of it are changes of harmony.
 */
export class HarmonyCurve {
  readonly #filter = new Decimator();
  readonly #buffer = new Float64Array(windowSize);
  #filled = 0;
  readonly #windowed = new Float64Array(windowSize);
  readonly #power = new Float64Array(windowSize / 2 + 1);
  readonly #spectrum = new PowerSpectrum(windowSize);
  readonly #frames: Float64Array[] = [];

  push(sample: number): void {
    const decimated = this.#filter.push(sample);
    if (decimated === null) return;
    this.#buffer[this.#filled] = decimated;
    this.#filled += 1;
    if (this.#filled < windowSize) return;
    for (let i = 0; i < windowSize; i += 1) {
      this.#windowed[i] = (this.#buffer[i] as number) * (hann[i] as number);
    }
    this.#spectrum.measure(this.#windowed, this.#power);
    this.#frames.push(pitchClasses(this.#power));
    this.#buffer.copyWithin(0, hopSize);
    this.#filled = windowSize - hopSize;
  }

  /** Loudness of the pitch classes, 0 to 99; 99 is the loudest of the track. */
  finish(): MusicFeatures['harmony'] {
    const loudest = this.#frames.reduce((most, frame) => Math.max(most, ...frame), 0);
    const scale = loudest > 0 ? 99 / loudest : 0;
    return {
      rateHz: rateHz / hopSize,
      startSeconds: windowSize / 2 / rateHz - taps / 2 / musicSampleRateHz,
      frames: this.#frames.map((frame) => Array.from(frame, (value) => Math.round(scale * value))),
    };
  }
}

const hann = Float64Array.from(
  { length: windowSize },
  (_, n) => (1 - Math.cos((2 * Math.PI * n) / windowSize)) / 2,
);

/** Pitch class of each bin; −1 outside the range. */
const binClasses = Int8Array.from({ length: windowSize / 2 + 1 }, (_, bin) => {
  const note = Math.round(69 + 12 * Math.log2(Math.max(1, (bin * rateHz) / windowSize) / 440));
  return note >= lowestNote && note < highestNote ? note % 12 : -1;
});

function pitchClasses(power: Float64Array): Float64Array {
  const sums = new Float64Array(12);
  binClasses.forEach((at, bin) => {
    if (at >= 0) sums[at] = (sums[at] as number) + (power[bin] as number);
  });
  // Loudness in about sones
  return sums.map((sum) => sum ** 0.3);
}

const taps = 33;

/** Windowed sinc with its edge at 2.2 kHz. */
const lowPass = Float64Array.from({ length: taps }, (_, i) => {
  const [at, cutoff] = [i - (taps - 1) / 2, (2 * 2200) / musicSampleRateHz];
  const sinc = at === 0 ? cutoff : Math.sin(Math.PI * cutoff * at) / (Math.PI * at);
  return sinc * (0.54 + 0.46 * Math.cos((2 * Math.PI * at) / (taps - 1)));
});

/** Keeps every fourth sample of the low-passed signal. */
class Decimator {
  readonly #recent = new Float64Array(2 * taps);
  #at = 0;
  #count = 0;

  push(sample: number): number | null {
    // Written twice, so that the latest samples are in one piece.
    this.#recent[this.#at] = sample;
    this.#recent[this.#at + taps] = sample;
    this.#at = (this.#at + 1) % taps;
    this.#count += 1;
    if (this.#count % decimation !== 0) return null;
    let sum = 0;
    for (let i = 0; i < taps; i += 1) {
      sum += (lowPass[i] as number) * (this.#recent[this.#at + i] as number);
    }
    return sum;
  }
}
