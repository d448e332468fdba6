import { knownIn, quantile, type Signal, slowly, wholeOf } from './signal.ts';

/** Quantile that stands for a straight limb: every dance stretches the legs again and again. */
const straightQuantile = 0.9;

/** Long enough to have a straight leg in it, short enough that the errors of the engine from this view cancel. */
const windowSeconds = 6;

/** Bounds for the straight length near a frame, relative to that of the clip. */
const leastShare = 0.95;
const mostShare = 1.04;

/** Length that a limb has when it is straight, near every frame. @param limb length in metres of the world. */
export function straightLength(limb: Signal, fps: number): Signal {
  const whole = quantile(knownIn(limb, wholeOf(limb)), straightQuantile);
  return slowly({ length: limb.length, fps, seconds: windowSeconds }, (window) => {
    const near = quantile(knownIn(limb, window), straightQuantile);
    const share = Number.isNaN(near) ? 1 : near / whole;
    return whole * Math.min(mostShare, Math.max(leastShare, share));
  });
}
