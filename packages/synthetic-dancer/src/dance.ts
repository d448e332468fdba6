import type { Size } from '@dance-pose/contracts';
import { type Body, poseBody } from './body.ts';
import { type Camera, fitCamera, pixelsPerMetre, standpoint, type Viewpoint } from './camera.ts';
import { type Choreography, type Leap, mirrorMove, toTimeline } from './choreography.ts';
import { demoChoreography } from './moves.ts';
import { type BodyShape, proportionsOf, standardShape, statureOf } from './proportions.ts';
import { add, scale, type Vector } from './space.ts';
import { landmarkPositions, type TrueFrame, trueFrame } from './true-frame.ts';
import type { Look } from './wardrobe.ts';

export interface DanceOptions {
  readonly width?: number;
  readonly height?: number;
  readonly fps?: number;
  /** Beats per minute. */
  readonly bpm?: number;
  /** Length of the dance in beats; the choreography repeats as often as needed. */
  readonly counts?: number;
  /** Delay of the dancer against the clicks; negative is early. */
  readonly lateMs?: number;
  /** Left and right swapped. */
  readonly mirrored?: boolean;
  readonly choreography?: Choreography;
  readonly body?: Partial<BodyShape>;
  readonly camera?: Partial<Viewpoint>;
  readonly look?: Look;
}

/** A dance with known ground truth. The same options always give the same numbers. */
export interface Dance {
  readonly size: Size;
  readonly fps: number;
  readonly bpm: number;
  readonly frameCount: number;
  readonly durationMs: number;
  /** Times of the counts from the start of the clip; the first and every eighth after it is a "one". */
  readonly beatsMs: readonly number[];
  /** Height of the dancer in pixels when standing in the middle of the floor. */
  readonly figureHeight: number;
  /** In the units of the room, see {@link bodyAt}. */
  readonly camera: Camera;
  readonly look: Look;
  /** @throws RangeError if there is no such frame. */
  frameAt(index: number): TrueFrame;
  /** In the units of the room, in which a taller dancer with the same proportions has the same lengths. */
  bodyAt(index: number): Body;
}

/** Creates a dance; by default the demo: 720×1280, 30 fps, two counts of eight at 120 bpm (8 s). */
export function createDance({
  width = 720,
  height = 1280,
  fps = 30,
  bpm = 120,
  counts = 16,
  lateMs = 0,
  mirrored = false,
  choreography = demoChoreography,
  body = {},
  camera: viewpoint = {},
  look = 'daylight',
}: DanceOptions = {}): Dance {
  const beatMs = 60_000 / bpm;
  const frameCount = Math.round((counts * beatMs * fps) / 1000);
  const shape = { ...standardShape, ...body };
  const from = { ...standpoint, ...viewpoint };
  const stature = statureOf(proportionsOf(shape));
  const metre = shape.height / stature;
  const moves = mirrored ? choreography.map(mirrorMove) : choreography;
  const danced = { moves, counts, shape, azimuth: from.azimuth, secondsPerCount: beatMs / 1000 };
  const bodyAtCount = toBodies({ ...danced, gravity: gravity / metre });
  const timeMs = (index: number): number => (index * 1000) / fps;
  const bodyAt = (index: number): Body => {
    if (!(index >= 0 && index < frameCount)) {
      throw new RangeError(`Frame ${index} is outside of the dance's ${frameCount} frames.`);
    }
    return bodyAtCount((timeMs(index) - lateMs) / beatMs);
  };
  const points = Array.from({ length: frameCount }, (_, i) => bodyAt(i)).flatMap(occupied);
  const camera = fitCamera(points, { width, height }, inRoom(from, metre));
  return {
    ...{ size: { width, height }, fps, bpm, frameCount, durationMs: timeMs(frameCount) },
    beatsMs: Array.from({ length: Math.ceil(counts) }, (_, beat) => beat * beatMs),
    figureHeight: stature * pixelsPerMetre(camera, [0, 0, 0]),
    ...{ camera, look, bodyAt },
    frameAt: (index) => trueFrame({ index, timeMs: timeMs(index) }, bodyAt(index), camera, metre),
  };
}

/** @param metre metres of the world in a metre of the room. */
const inRoom = (from: Viewpoint, metre: number): Viewpoint => ({
  ...from,
  distance: from.distance / metre,
  eyeHeight: from.eyeHeight / metre,
});

const gravity = 9.81;

interface Danced {
  readonly moves: Choreography;
  readonly counts: number;
  readonly shape: BodyShape;
  readonly azimuth: number;
  readonly secondsPerCount: number;
  /** In metres of the room per second squared. */
  readonly gravity: number;
}

/** Body at a count from the start of the dance, as the camera sees it. */
function toBodies({ moves, counts, shape, azimuth, ...free }: Danced): (count: number) => Body {
  const { postureAt, leaps } = toTimeline(moves, counts);
  const proportions = proportionsOf(shape);
  return (count) => {
    const posture = postureAt(count);
    const facing = { turn: posture.facing.turn - azimuth };
    const airborne = heightInAir(leaps, count, free);
    return poseBody({ ...posture, facing }, { proportions, airborne });
  };
}

/** Height above the floor in metres: a ballistic parabola, whose height follows from the flight time. */
function heightInAir(
  leaps: readonly Leap[],
  count: number,
  { secondsPerCount, gravity }: Pick<Danced, 'secondsPerCount' | 'gravity'>,
): number {
  const leap = leaps.find(({ at, counts }) => count > at && count < at + counts);
  if (leap === undefined) return 0;
  const since = (count - leap.at) * secondsPerCount;
  return (gravity / 2) * since * (leap.counts * secondsPerCount - since);
}

/** Points of a body that must be in the picture: its landmarks, and what extends beyond them. */
function occupied(body: Body): Vector[] {
  const { head, leftArm, rightArm } = body;
  const fingertips = [leftArm, rightArm].map(({ wrist, along }) => add(wrist, scale(along, 0.19)));
  const hair = add(head.centre, [0, 0.2, 0]);
  return [...Object.values(landmarkPositions(body)), ...fingertips, hair];
}
