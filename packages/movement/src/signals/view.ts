import { type CameraSide, frontalFrom, landmarkId, type View } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { shareWhere } from '../cleaning/coverage.ts';
import { degrees, radians, wrapDegrees } from '../series/degrees.ts';
import { at, type PixelPath, type WorldPath, worldDistanceAt } from '../series/landmark-paths.ts';
import {
  knownIn,
  median,
  type Signal,
  type Span,
  signalOf,
  valueAt,
  wholeOf,
} from '../series/signal.ts';

/**
 * Squareness in every frame: 1 if the dancer faces the camera or turns their back to it, 0 if side-on. Mean of
 * two cues: the depth of shoulders and hips in space, and the width of the shoulders in the picture relative
 * to this dancer's full width.
 */
export function squareness(track: CleanTrack): Signal {
  const { pixels, world, scale } = track;
  const path = (id: number): WorldPath => at(world, id);
  const pixel = (id: number): PixelPath => at(pixels, id);
  const [ls, rs, lh, rh] = [leftShoulder, rightShoulder, leftHip, rightHip].map(path) as Four;
  const shoulderWidths = signalOf(track.frameCount, (frame) => worldDistanceAt(ls, rs, frame));
  const fullWidth =
    (median(knownIn(shoulderWidths, wholeOf(shoulderWidths))) / scale.metres) * scale.pixels;
  return signalOf(track.frameCount, (frame) => {
    const across = (axis: 'x' | 'z'): number =>
      valueAt(ls[axis], frame) -
      valueAt(rs[axis], frame) +
      valueAt(lh[axis], frame) -
      valueAt(rh[axis], frame);
    const inSpace = Math.abs(across('x')) / Math.hypot(across('x'), across('z'));
    const width = Math.abs(
      valueAt(pixel(leftShoulder).x, frame) - valueAt(pixel(rightShoulder).x, frame),
    );
    return (inSpace + Math.min(1, width / fullWidth)) / 2;
  });
}

type Four = [WorldPath, WorldPath, WorldPath, WorldPath];
const { leftShoulder, rightShoulder, leftHip, rightHip } = landmarkId;

/** Cosine of 60° from square. */
const maxSideSquareness = 0.5;

export const isFrontal = (square: Signal, frame: number): boolean =>
  valueAt(square, frame) >= frontalFrom;

const isSide = (square: Signal, frame: number): boolean =>
  valueAt(square, frame) <= maxSideSquareness;

interface Facing {
  readonly square: Signal;
  readonly heading: Signal;
}

/** Orientation of the dancer to the camera within a span. */
export const viewOf = ({ square, heading }: Facing, span: Span): View => ({
  frontal: shareWhere(span, (frame) => isFrontal(square, frame)),
  side: shareWhere(span, (frame) => isSide(square, frame)),
  from: cameraSide({ square, heading }, span),
});

/**
 * Length of the mean direction, 0–1, from which the camera has one side. A dancer who sways by 60° to both sides has
 * 0.74; one who stands square and side on for half of the time each has 0.71.
 */
const leastConcentration = 0.72;

/** The side of the dancer to which the camera is turned on average (circular mean); null if it is never known. */
function cameraSide({ square, heading }: Facing, span: Span): CameraSide | null {
  let [x, y, known] = [0, 0, 0];
  for (let frame = span.from; frame < span.to; frame += 1) {
    const direction = directionAt(valueAt(square, frame), wrapDegrees(valueAt(heading, frame)));
    if (Number.isNaN(direction)) continue;
    x += Math.cos(radians(direction));
    y += Math.sin(radians(direction));
    known += 1;
  }
  if (known === 0) return null;
  if (Math.hypot(x, y) < leastConcentration * known) return 'changing';
  return sideIn(degrees(Math.atan2(y, x)));
}

/**
 * Direction to the camera in degrees, −180 to 180: 0 is the dancer's front, positive is their right. Its distance
 * from front or back is the squareness, which is more exact than the heading; that says front or back, and the side.
 */
function directionAt(square: number, heading: number): number {
  if (Number.isNaN(heading)) return Number.NaN;
  const off = degrees(Math.acos(Math.min(1, square)));
  const fromFront = Math.abs(heading) <= 90 ? off : 180 - off;
  // A dancer who turns to the left has the camera on the right.
  return heading < 0 ? -fromFront : fromFront;
}

/** Degrees from square that belong to {@link frontalFrom} and {@link maxSideSquareness}. */
const frontalWithin = degrees(Math.acos(frontalFrom));
const sideFrom = degrees(Math.acos(maxSideSquareness));

function sideIn(direction: number): CameraSide {
  const off = Math.abs(direction);
  const side = direction > 0 ? 'right' : 'left';
  if (off <= frontalWithin) return 'front';
  if (off >= 180 - frontalWithin) return 'back';
  if (off >= sideFrom && off <= 180 - sideFrom) return side;
  return off < 90 ? `front-${side}` : `back-${side}`;
}
