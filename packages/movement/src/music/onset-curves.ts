import type { MusicFeatures } from '@dance-pose/contracts';
import { createMelBands } from './music-mel-bands.ts';
import { musicSampleRateHz } from './music-sample-rate.ts';
import { PowerSpectrum } from './music-spectrum.ts';

const windowSize = 1024;
const hopSize = 512;

/** Onset strengths per second. */
const onsetRateHz = musicSampleRateHz / hopSize;

/**
 * Delay in samples from an onset to the end of the first window that detects it; samples at the edge of a
 * window have little weight. This is the middle for clicks and drums, which differ by ±8 ms with their
 * position in the hop.
 */
const detectionDelay = 448;

type Curves = Pick<
  MusicFeatures,
  'peakRms' | 'rateHz' | 'startSeconds' | 'strength' | 'accent' | 'rises'
>;

/**
 * Computes onset strengths of a track; keeps six numbers for every 23 ms. Spectral flux on mel bands: Dixon 2006,
 * "Onset detection revisited"; Ellis 2007, "Beat tracking by dynamic programming". The reference level follows the
 * music, so the level of the recording does not matter.
 */
export class OnsetCurves {
  readonly #buffer = new Float64Array(windowSize);
  #filled = 0;
  #peakRms = 0;
  #reference = minPower;
  readonly #windowed = new Float64Array(windowSize);
  readonly #power = new Float64Array(windowSize / 2 + 1);
  readonly #spectrum = new PowerSpectrum(windowSize);
  #previousBands: Float64Array<ArrayBuffer> | undefined;
  #bands = new Float64Array(bandCount);
  readonly #strength: number[] = [];
  readonly #accent: number[] = [];
  readonly #rises = ranges.map((): number[] => []);

  push(samples: Float32Array): void {
    for (let used = 0; used < samples.length; ) {
      const piece = samples.subarray(used, used + windowSize - this.#filled);
      this.#buffer.set(piece, this.#filled);
      this.#filled += piece.length;
      used += piece.length;
      if (this.#filled === windowSize) this.#takeWindow();
    }
  }

  finish(): Curves {
    return {
      peakRms: this.#peakRms,
      rateHz: onsetRateHz,
      // Value 0 compares the second window with the first.
      startSeconds: (hopSize + windowSize - detectionDelay) / musicSampleRateHz,
      strength: this.#strength.map(rounded),
      accent: this.#accent.map(rounded),
      rises: this.#rises.map((curve) => curve.map(rounded)),
    };
  }

  #takeWindow(): void {
    let energy = 0;
    for (let i = 0; i < windowSize; i += 1) {
      const sample = this.#buffer[i] as number;
      energy += sample * sample;
      this.#windowed[i] = sample * (hann[i] as number);
    }
    this.#peakRms = Math.max(this.#peakRms, Math.sqrt(energy / windowSize));
    this.#spectrum.measure(this.#windowed, this.#power);
    sumBands(this.#power, this.#bands);
    this.#compare();
    this.#buffer.copyWithin(0, hopSize);
    this.#filled = windowSize - hopSize;
  }

  /** The first window is compared with nothing: a clip can start in the middle of the music. */
  #compare(): void {
    const now = this.#bands;
    const before = this.#previousBands;
    this.#reference = Math.max(this.#reference * decay, minPower, ...now);
    const floor = this.#reference * dynamicRange;
    if (before) {
      let [strength, accent] = [0, 0];
      const rises = ranges.map(() => 0);
      for (let band = 0; band < bandCount; band += 1) {
        const [from, to] = [before[band] as number, now[band] as number];
        if (to <= from) continue;
        strength += Math.log10((floor + to) / (floor + from));
        const louder = (to / windowSize) ** 0.3 - (from / windowSize) ** 0.3;
        accent += louder;
        const range = rangeOf[band] as number;
        rises[range] = (rises[range] as number) + louder;
      }
      this.#strength.push(strength / bandCount);
      this.#accent.push(accent / bandCount);
      rises.forEach((rise, i) => {
        this.#rises[i]?.push(rise);
      });
    }
    this.#previousBands = now;
    this.#bands = before ?? new Float64Array(bandCount);
  }
}

/** Four digits: far finer than what can be heard, and a third of the size in a file. */
const rounded = (value: number): number => Number(value.toPrecision(4));

const bandCount = 40;
const sumBands = createMelBands({
  sampleRateHz: musicSampleRateHz,
  spectrumSize: windowSize,
  count: bandCount,
  lowestHz: 30,
  highestHz: 8000,
});

/** First band of each range: from about 30 Hz (kick and bass), 150, 600 and 2500 Hz (snare and cymbals) on. */
const ranges = [0, 2, 8, 20] as const;
const rangeOf = Uint8Array.from({ length: bandCount }, (_, band) =>
  ranges.findLastIndex((first) => first <= band),
);

const hann = Float64Array.from(
  { length: windowSize },
  (_, n) => (1 - Math.cos((2 * Math.PI * n) / windowSize)) / 2,
);

/** Bands more than 50 dB below the recently loudest one contain only noise of the recording. */
const dynamicRange = 1e-5;

/** The reference level decays by 1 dB per second, to follow the music into quiet parts. */
const decay = 10 ** (-0.1 / onsetRateHz);

/** Power of a band for a tone of −70 dB of full scale. */
const minPower = 1e-7 * (windowSize / 4) ** 2;
