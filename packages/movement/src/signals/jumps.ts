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
  /** Flight time in seconds. */
  readonly flightSeconds: number;
  /** Height in metres, from the flight time. */
  readonly heightFromFlight: number;
  /** Rise of the centre of mass after take-off, in S. */
  readonly rise: number;
}

const gravity = 9.81;

/** `h = g t² / 8`, in metres (C. Bosco, P. Luhtanen and P. V. Komi 1983). */
export const heightFromFlight = (seconds: number): number => (gravity * seconds ** 2) / 8;

/** In S: height from which a foot is certainly off the floor, and height that both feet must reach in a jump. */
const offFloorHeight = 0.08;
const minPeakHeight = 0.12;

/** No jump takes longer: the feet are then hidden, or on something higher than the floor. */
const longestFlightSeconds = 1.2;

/** Minimum rise of the centre of mass, in S. */
const minRise = 0.08;

/** Share of the rise by which the centre of mass must fall before the feet land. */
const minFall = 0.5;

/** Bounds for the ratio of the flight time to the time that the rise takes under gravity. */
const minFit = 0.7;
const maxFit = 1.5;

/**
 * Finds intervals in which both feet are off the floor and the body follows a ballistic path: it falls before
 * it lands, and the flight time matches the rise. Feet that slide or are lifted one after the other while the
 * legs stretch are not a jump, and neither is a dancer who is lifted.
 */
export function findJumps(
  track: CleanTrack,
  { feet, centre }: { feet: Feet; centre: PixelPath },
): Jump[] {
  const height = signalOf(track.frameCount, (i) =>
    Math.min(valueAt(feet.left.height, i), valueAt(feet.right.height, i)),
  );
  return runsWhere(wholeOf(height), (i) => valueAt(height, i) > offFloorHeight)
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
  // Being above a height of e for t seconds means a flight of √(t² + 8 e / g).
  const flightSeconds = Math.sqrt(clear ** 2 + (8 * offFloorHeight * scale.metres) / gravity);
  const early = ((flightSeconds - clear) / 2) * fps;
  const top = Math.min(...centre.y.subarray(from, to));
  const rise = (between(centre.y, rises - early) - top) / scale.pixels;
  const fall = (between(centre.y, falls + early) - top) / scale.pixels;
  const fallSeconds = Math.sqrt((8 * rise * scale.metres) / gravity);
  const fit = flightSeconds / fallSeconds;
  const clears = Math.max(...height.subarray(from, to)) >= minPeakHeight;
  const isBallistic = fall >= minFall * rise && fit > minFit && fit < maxFit;
  if (!(clears && rise >= minRise && isBallistic)) return undefined;
  return { from, to, flightSeconds, heightFromFlight: heightFromFlight(flightSeconds), rise };
}

/** Fractional frame at which a height crosses the threshold between a frame and the next. */
function crossing(height: Signal, frame: number): number {
  const [before, after] = [valueAt(height, frame), valueAt(height, frame + 1)];
  return frame + (offFloorHeight - before) / (after - before);
}

const between = (signal: Signal, frame: number): number => {
  const i = Math.floor(frame);
  return valueAt(signal, i) + (frame - i) * (valueAt(signal, i + 1) - valueAt(signal, i));
};
