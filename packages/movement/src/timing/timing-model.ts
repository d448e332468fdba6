/** Positions in the beat are rounded to this share of it: 2 ms at 120 BPM. */
export const bins = 240;

/** Spread of the movements around their place in the beat, in ms. */
const spreads = [10, 14, 19, 26, 36, 49, 67, 90];
/** Share of the beat: the components on and between the beats must be narrower to be two. */
const widest = 0.2;
const typicalSpread = { ms: 38, factor: 1.8 };

/** Shares of the movements that have no place in the beat, and of the others between the beats: at most a half, or it is those that are on the beat. */
const strayShares = [0.03, 0.1, 0.22, 0.45];
const offBeatShares = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5];

/**
 * A distribution of movements within the beat: two wrapped normal distributions half a beat apart, the one on the beat
 * and the one between the beats (on "and"), and a uniform one for movements without a place in the beat.
 */
interface TimingShape {
  readonly spreadMs: number;
  /** Share of the movements with a place in the beat that are between the beats. */
  readonly offBeat: number;
  /** Logarithm of its probability before any movement is seen, up to a constant. */
  readonly prior: number;
  /** See {@link logDensity}. */
  readonly logDensity: Float64Array;
}

/** All distributions that are compared with the movements. */
export interface TimingModel {
  /** Mean time between beats. */
  readonly periodMs: number;
  readonly shapes: readonly TimingShape[];
}

export function timingModel(periodMs: number): TimingModel {
  const shapes = spreads
    .filter((spreadMs) => spreadMs <= widest * periodMs)
    .flatMap((spreadMs) => {
      const around = wrappedNormal(spreadMs / periodMs);
      return strayShares.flatMap((stray) =>
        offBeatShares.map((offBeat) => ({
          ...{ spreadMs, offBeat },
          prior: spreadPrior(spreadMs) + sharesPrior(stray, offBeat),
          logDensity: logDensity(around, { stray, offBeat }),
        })),
      );
    });
  return { periodMs, shapes };
}

const spreadPrior = (ms: number): number =>
  -0.5 * (Math.log(ms / typicalSpread.ms) / Math.log(typicalSpread.factor)) ** 2;

/** Most dancers move more on the beats than between them, and few movements stray. */
const sharesPrior = (stray: number, offBeat: number): number =>
  1.5 * Math.log(1 - offBeat) - 2 * stray;

/**
 * Logarithm of a density relative to a uniform one, for a bias of 0, in the bins of two beats.
 * @param around density in the bins of a beat, of {@link wrappedNormal}.
 */
export function logDensity(
  around: Float64Array,
  { stray, offBeat }: { stray: number; offBeat: number },
): Float64Array {
  const density = new Float64Array(2 * bins);
  for (let bin = 0; bin < bins; bin += 1) {
    const on = around[bin] as number;
    const between = around[(bin + bins / 2) % bins] as number;
    const value = Math.log((1 - stray) * ((1 - offBeat) * on + offBeat * between) + stray);
    density[bin] = value;
    density[bin + bins] = value;
  }
  return density;
}

/** Density in the bins of a beat, relative to a uniform one. @param deviation as a share of the beat. */
export const wrappedNormal = (deviation: number): Float64Array =>
  Float64Array.from({ length: bins }, (_, bin) => {
    const away = Math.min(bin, bins - bin) / bins;
    const density = (distance: number): number => Math.exp(-0.5 * (distance / deviation) ** 2);
    return (density(away) + density(1 - away)) / (deviation * Math.sqrt(2 * Math.PI));
  });
