import type { CleanTrack } from '../cleaning/clean-track.ts';
import type { PixelPath } from '../series/landmark-paths.ts';
import {
  lengthOf,
  runsWhere,
  type Signal,
  type Span,
  signalOf,
  valueAt,
  wholeOf,
} from '../series/signal.ts';
import type { Feet } from './feet.ts';

export interface Jump extends Span {
  /** Seconds in the air. */
  readonly flightSeconds: number;
  /** Metres, from the time in the air. */
  readonly heightFromFlight: number;
  /** S by which the centre of mass rose after take-off. */
  readonly rise: number;
}

const gravity = 9.81;

/** `h = g t² / 8`, in metres (C. Bosco, P. Luhtanen and P. V. Komi 1983). */
export const heightFromFlight = (seconds: number): number => (gravity * seconds ** 2) / 8;

/** S above the floor from which on a foot is surely off it, and to where both feet must come in a jump. */
const clearOfFloor = 0.08;
const leastClearance = 0.12;

/** Nobody is longer in the air: the feet are then hidden, or stand on something higher than the floor. */
const longestFlightSeconds = 1.2;

/** S that the centre of mass must rise. */
const leastRise = 0.08;

/** Of the rise, how much the centre of mass must come down again before the feet land. */
const leastFall = 0.5;

/** Of time in the air to the time that the rise takes by gravity alone. */
const leastFit = 0.7;
const greatestFit = 1.5;

/**
 * Times in which both feet are off the floor and the body goes up and down as everything thrown does: it
 * comes down again before it lands, and the time in the air fits the rise. Feet that slide or are lifted
 * one after the other while the legs stretch make no jump, nor does a dancer who is lifted.
 */
export function findJumps(
  track: CleanTrack,
  { feet, centre }: { feet: Feet; centre: PixelPath },
): Jump[] {
  const height = signalOf(track.frameCount, (i) =>
    Math.min(valueAt(feet.left.height, i), valueAt(feet.right.height, i)),
  );
  return runsWhere(wholeOf(height), (i) => valueAt(height, i) > clearOfFloor)
    .filter((span) => lengthOf(span) <= longestFlightSeconds * track.fps)
    .map((span) => measureJump(track, span, { height, centre }))
    .filter((jump) => jump !== undefined);
}

function measureJump(
  { fps, scale }: CleanTrack,
  { from, to }: Span,
  { height, centre }: { height: Signal; centre: PixelPath },
): Jump | undefined {
  const rises = crossing(height, from - 1);
  const falls = crossing(height, to - 1);
  const clear = (falls - rises) / fps;
  // Above a height of e for t seconds is in the air for √(t² + 8 e / g).
  const flightSeconds = Math.sqrt(clear ** 2 + (8 * clearOfFloor * scale.metres) / gravity);
  const early = ((flightSeconds - clear) / 2) * fps;
  const top = Math.min(...centre.y.subarray(from, to));
  const rise = (between(centre.y, rises - early) - top) / scale.pixels;
  const fall = (between(centre.y, falls + early) - top) / scale.pixels;
  const fallSeconds = Math.sqrt((8 * rise * scale.metres) / gravity);
  const fit = flightSeconds / fallSeconds;
  const clears = Math.max(...height.subarray(from, to)) >= leastClearance;
  const thrown = fall >= leastFall * rise && fit > leastFit && fit < greatestFit;
  if (!(clears && rise >= leastRise && thrown)) return undefined;
  return { from, to, flightSeconds, heightFromFlight: heightFromFlight(flightSeconds), rise };
}

/** When, in frames, a height passed the threshold between a frame and the next. */
function crossing(height: Signal, frame: number): number {
  const [before, after] = [valueAt(height, frame), valueAt(height, frame + 1)];
  return frame + (clearOfFloor - before) / (after - before);
}

const between = (signal: Signal, frame: number): number => {
  const i = Math.floor(frame);
  return valueAt(signal, i) + (frame - i) * (valueAt(signal, i + 1) - valueAt(signal, i));
};
