import { landmarkId, type Side, sides } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { degrees, radians } from '../series/degrees.ts';
import { at } from '../series/landmark-paths.ts';
import { type Signal, signalOf, valueAt } from '../series/signal.ts';
import { straightLength } from '../series/straight-length.ts';
import { type AngleSignal, angleSignalOf } from './angle-signals.ts';
import type { Feet } from './feet.ts';

/** A leg in the picture: the line from hip to ankle. */
export interface LegLine {
  /** Metres of the world to the right and down. */
  readonly x: Signal;
  readonly y: Signal;
  /** Length relative to that of the same leg in the plane of the picture: near 0 the leg points at the camera. */
  readonly share: Signal;
}

export type LegLines = Readonly<Record<Side, LegLine>>;

/** @param scale pixels per metre of the world. */
export function legLines(
  track: CleanTrack,
  { angles, scale }: { angles: readonly AngleSignal[]; scale: Signal },
): LegLines {
  const [left, right] = sides.map((side) =>
    legLine(track, { knee: angleSignalOf(angles, 'knee', side), scale }),
  ) as [LegLine, LegLine];
  return { left, right };
}

/** Least shortening of a leg by its knee: one that is bent further has no line. */
const leastShortened = 0.5;

function legLine(
  { pixels, frameCount, fps }: CleanTrack,
  { knee, scale }: { knee: AngleSignal; scale: Signal },
): LegLine {
  const [hip, ankle] = (['Hip', 'Ankle'] as const).map((part) =>
    at(pixels, landmarkId[`${knee.side}${part}`]),
  );
  const along = (axis: 'x' | 'y'): Signal =>
    signalOf(
      frameCount,
      (i) =>
        (valueAt(ankle?.[axis] ?? none, i) - valueAt(hip?.[axis] ?? none, i)) / valueAt(scale, i),
    );
  const [x, y] = [along('x'), along('y')];
  const length = signalOf(frameCount, (i) => Math.hypot(valueAt(x, i), valueAt(y, i)));
  const straight = straightLength(length, fps);
  const share = signalOf(frameCount, (i) => {
    const bend = 180 - valueAt(knee.inPicture, i);
    const shortened = Number.isNaN(bend) ? 1 : Math.cos(radians(bend / 2));
    return valueAt(length, i) / (valueAt(straight, i) * Math.max(leastShortened, shortened));
  });
  return { x, y, share };
}

const none = new Float64Array();

/** Height of a leg, and whether it is lifted. */
export interface LegHeight {
  /** 1 while the foot is in the air, 0 near the floor; NaN if it is not visible. */
  readonly up: Signal;
  /** 1 while the other foot stands, else 0. */
  readonly supported: Signal;
  /**
   * Angle from straight down of the line from hip to ankle, in degrees: 90 is level. NaN where the leg points at the
   * camera.
   */
  readonly height: Signal;
  /** Standard deviation of `height`. */
  readonly error: Signal;
  /** Height that follows from how low the ankle is and how long the leg: rough, but known from every view. */
  readonly reach: Signal;
}

export function legHeight(
  { frameCount }: CleanTrack,
  { side, line, feet, square }: { side: Side; line: LegLine; feet: Feet; square: Signal },
): LegHeight {
  const [own, other] = [feet[side], feet[side === 'left' ? 'right' : 'left']];
  const fromDown = (i: number, stretch: number): number =>
    degrees(Math.atan2(Math.abs(valueAt(line.x, i)) * stretch, valueAt(line.y, i)));
  const flat = signalOf(frameCount, (i) =>
    valueAt(line.share, i) >= leastShare ? fromDown(i, 1) : Number.NaN,
  );
  // The height of a leg that is as far from the plane of the picture as the dancer is from front and side.
  const oblique = signalOf(frameCount, (i) => fromDown(i, 1 / alignment(valueAt(square, i))));
  const reach = signalOf(frameCount, (i) => {
    const full = Math.hypot(valueAt(line.x, i), valueAt(line.y, i)) / valueAt(line.share, i);
    return degrees(Math.acos(Math.max(-1, Math.min(1, valueAt(line.y, i) / full))));
  });
  const expectedShare = (i: number): number => {
    const angle = radians(valueAt(oblique, i));
    return Math.hypot(Math.cos(angle), Math.sin(angle) * alignment(valueAt(square, i)));
  };
  const error = (i: number): number =>
    Math.hypot(
      lineError,
      obliqueError * Math.sqrt(1 - Math.min(1, alignment(valueAt(square, i))) ** 2),
      (valueAt(oblique, i) - valueAt(flat, i)) / 2,
      (valueAt(reach, i) - valueAt(flat, i)) / 2,
      shortError * Math.max(0, fullShare * expectedShare(i) - valueAt(line.share, i)),
    );
  const { height: above, speed } = other;
  return {
    up: own.height.map((up) => (Number.isNaN(up) ? up : Number(up > raisedHeight))),
    supported: signalOf(frameCount, (i) =>
      Number(valueAt(above, i) < standingHeight && valueAt(speed, i) < standingSpeed),
    ),
    height: signalOf(frameCount, (i) => (valueAt(flat, i) + valueAt(oblique, i)) / 2),
    error: signalOf(frameCount, error),
    reach,
  };
}

/** Heights in S: of a foot in the air, and of one on the floor. */
const raisedHeight = 0.25;
const standingHeight = 0.2;

/** In S/s. */
const standingSpeed = 1;

/** Share of its length from which a leg has a direction in the picture, and from which it lies in the picture. */
const leastShare = 0.6;
const fullShare = 0.9;

/**
 * Errors in degrees: of a leg in the plane of the picture, of one at 45° to it, which perspective makes too low or too
 * high, as a factor on the sine of that angle, and of one that is shorter than it should be.
 */
const lineError = 3.5;
const obliqueError = 9;
const shortError = 60;

/** Cosine of the angle by which a dancer is away from front and side, whichever is nearer. */
const alignment = (square: number): number => Math.max(square, Math.sqrt(1 - square ** 2));
