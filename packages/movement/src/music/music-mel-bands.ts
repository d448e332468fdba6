/** Triangular weights over neighbouring bins of a spectrum. */
interface Band {
  readonly first: number;
  readonly weights: Float64Array;
}

export interface MelBandOptions {
  readonly sampleRateHz: number;
  /** Number of samples that a spectrum is computed from. */
  readonly spectrumSize: number;
  readonly count: number;
  readonly lowestHz: number;
  readonly highestHz: number;
}

/** Sums a power spectrum into mel bands. */
export type MelBands = (power: Float64Array, bands: Float64Array) => void;

/**
 * Triangles that overlap by half, equally spaced on the mel scale `2595·log10(1 + f/700)` (O'Shaughnessy 1987).
 * A triangle that contains no bin takes the bin next to its centre.
 */
export function createMelBands(options: MelBandOptions): MelBands {
  const { sampleRateHz, spectrumSize, count, lowestHz, highestHz } = options;
  const perHz = spectrumSize / sampleRateHz;
  const step = (mel(highestHz) - mel(lowestHz)) / (count + 1);
  const edge = (i: number): number => perHz * hertz(mel(lowestHz) + i * step);
  const bands = Array.from({ length: count }, (_, i) =>
    triangle(edge(i), edge(i + 1), edge(i + 2)),
  );
  return (power, sums) => {
    bands.forEach(({ first, weights }, i) => {
      let sum = 0;
      for (let k = 0; k < weights.length; k += 1) {
        sum += (weights[k] as number) * (power[first + k] as number);
      }
      sums[i] = sum;
    });
  };
}

const mel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
const hertz = (mels: number): number => 700 * (10 ** (mels / 2595) - 1);

function triangle(from: number, top: number, to: number): Band {
  const first = Math.ceil(from);
  const weights = Array.from({ length: Math.max(0, Math.floor(to) - first + 1) }, (_, k) => {
    const at = first + k;
    return at <= top ? (at - from) / (top - from) : (to - at) / (to - top);
  });
  if (weights.some((weight) => weight > 0)) return { first, weights: Float64Array.from(weights) };
  return { first: Math.round(top), weights: Float64Array.of(1) };
}
