import { createMelBands } from './music-mel-bands.ts';
import { PowerSpectrum } from './music-spectrum.ts';

/** Sound is listened to at this rate: what lies above 11 kHz tells no more about the beat. */
export const musicSampleRateHz = 22_050;

const windowSize = 1024;
const hop = 512;

/** Onset strengths per second. */
export const onsetRateHz = musicSampleRateHz / hop;

/**
 * From the end of the window in which a sound is first noticed back to where it began, in samples: a
 * window sees little of what lies at its edge. The middle of what clicks and drums give, which differ by
 * ±8 ms with their place in the hop.
 */
const noticedAfter = 448;

/** How much of something new begins at each moment, for a whole track. */
export interface Onsets {
  /** Growth of loudness as the ear has it (logarithmic), summed over the bands: what the beat is found from. */
  readonly strength: Float64Array;
  /** Growth of loudness in something like sones, where loud counts for more: what tells an accent. */
  readonly accent: Float64Array;
  /** Seconds from the start of the sound to place 0 of both; place `i` is `i / onsetRateHz` later. */
  readonly startSeconds: number;
  /** Of the sound, in seconds. */
  readonly durationSeconds: number;
  /** Of the loudest moment, as the root of the mean square of a window; 1 is full scale. */
  readonly loudest: number;
}

/**
 * Takes a track piece by piece and keeps two numbers for each 23 ms of it.
 * Spectral flux on mel bands: Dixon 2006, "Onset detection revisited"; Ellis 2007, "Beat tracking by
 * dynamic programming". What counts as loud follows the music, so that the level of the recording does
 * not matter.
 */
export class OnsetDetector {
  readonly #waiting = new Float64Array(windowSize);
  #filled = 0;
  #samples = 0;
  #loudest = 0;
  #reference = quietestPower;
  readonly #windowed = new Float64Array(windowSize);
  readonly #power = new Float64Array(windowSize / 2 + 1);
  readonly #spectrum = new PowerSpectrum(windowSize);
  #before: Float64Array<ArrayBuffer> | undefined;
  #now = new Float64Array(bandCount);
  readonly #strength: number[] = [];
  readonly #accent: number[] = [];

  /** @param samples mono, full scale is ±1, at {@link musicSampleRateHz}; any number of them. */
  push(samples: Float32Array): void {
    this.#samples += samples.length;
    for (let used = 0; used < samples.length; ) {
      const piece = samples.subarray(used, used + windowSize - this.#filled);
      this.#waiting.set(piece, this.#filled);
      this.#filled += piece.length;
      used += piece.length;
      if (this.#filled === windowSize) this.#takeWindow();
    }
  }

  finish(): Onsets {
    return {
      strength: Float64Array.from(this.#strength),
      accent: Float64Array.from(this.#accent),
      // Place 0 compares the second window with the first.
      startSeconds: (hop + windowSize - noticedAfter) / musicSampleRateHz,
      durationSeconds: this.#samples / musicSampleRateHz,
      loudest: this.#loudest,
    };
  }

  #takeWindow(): void {
    let energy = 0;
    for (let i = 0; i < windowSize; i += 1) {
      const sample = this.#waiting[i] as number;
      energy += sample * sample;
      this.#windowed[i] = sample * (hann[i] as number);
    }
    this.#loudest = Math.max(this.#loudest, Math.sqrt(energy / windowSize));
    this.#spectrum.measure(this.#windowed, this.#power);
    sumBands(this.#power, this.#now);
    this.#compare();
    this.#waiting.copyWithin(0, hop);
    this.#filled = windowSize - hop;
  }

  /** The first window has nothing before it: a clip may begin in the middle of the music. */
  #compare(): void {
    const now = this.#now;
    const before = this.#before;
    this.#reference = Math.max(this.#reference * fading, quietestPower, ...now);
    const floor = this.#reference * dynamicRange;
    if (before) {
      let [strength, accent] = [0, 0];
      for (let band = 0; band < bandCount; band += 1) {
        const [from, to] = [before[band] as number, now[band] as number];
        if (to <= from) continue;
        strength += Math.log10((floor + to) / (floor + from));
        accent += (to / windowSize) ** 0.3 - (from / windowSize) ** 0.3;
      }
      this.#strength.push(strength / bandCount);
      this.#accent.push(accent / bandCount);
    }
    this.#before = now;
    this.#now = before ?? new Float64Array(bandCount);
  }
}

const bandCount = 40;
const sumBands = createMelBands({
  sampleRateHz: musicSampleRateHz,
  spectrumSize: windowSize,
  count: bandCount,
  lowestHz: 30,
  highestHz: 8000,
});

const hann = Float64Array.from(
  { length: windowSize },
  (_, n) => (1 - Math.cos((2 * Math.PI * n) / windowSize)) / 2,
);

/** Of a band, 50 dB below the loudest one of late: below it changes are the recorder's noise. */
const dynamicRange = 1e-5;

/** What was loud is forgotten by 1 dB a second, so that music is followed into its quiet parts. */
const fading = 10 ** (-0.1 / onsetRateHz);

/** The power that a band has with a tone of −70 dB of full scale. */
const quietestPower = 1e-7 * (windowSize / 4) ** 2;
