import type { Size } from '@dance-pose/contracts';
import { type Body, figureHeightMetres, poseBody } from './body.ts';
import { type Camera, fitCamera, pixelsPerMetre } from './camera.ts';
import { type Choreography, type Leap, mirrorMove, toTimeline } from './choreography.ts';
import { demoChoreography } from './moves.ts';
import { add, scale, type Vector } from './space.ts';
import { landmarkPositions, type TrueFrame, trueFrame } from './true-frame.ts';

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
  readonly camera: Camera;
  /** @throws RangeError if there is no such frame. */
  frameAt(index: number): TrueFrame;
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
}: DanceOptions = {}): Dance {
  const beatMs = 60_000 / bpm;
  const frameCount = Math.round((counts * beatMs * fps) / 1000);
  const { postureAt, leaps } = toTimeline(
    mirrored ? choreography.map(mirrorMove) : choreography,
    counts,
  );
  const timeMs = (index: number): number => (index * 1000) / fps;
  const bodyAt = (index: number): Body => {
    if (!(index >= 0 && index < frameCount)) {
      throw new RangeError(`Frame ${index} is outside of the dance's ${frameCount} frames.`);
    }
    const count = (timeMs(index) - lateMs) / beatMs;
    return poseBody(postureAt(count), heightInAir(leaps, count, beatMs / 1000));
  };
  const points = Array.from({ length: frameCount }, (_, i) => bodyAt(i)).flatMap(occupied);
  const camera = fitCamera(points, { width, height });
  return {
    size: { width, height },
    fps,
    bpm,
    frameCount,
    durationMs: timeMs(frameCount),
    beatsMs: Array.from({ length: Math.ceil(counts) }, (_, beat) => beat * beatMs),
    figureHeight: figureHeightMetres * pixelsPerMetre(camera, [0, 0, 0]),
    camera,
    frameAt: (index) => trueFrame(index, timeMs(index), bodyAt(index), camera),
    bodyAt,
  };
}

const gravity = 9.81;

/** Height above the floor in metres: a ballistic parabola, whose height follows from the flight time. */
function heightInAir(leaps: readonly Leap[], count: number, beatSeconds: number): number {
  const leap = leaps.find(({ at, counts }) => count > at && count < at + counts);
  if (leap === undefined) return 0;
  const since = (count - leap.at) * beatSeconds;
  return (gravity / 2) * since * (leap.counts * beatSeconds - since);
}

/** Points of a body that must be in the picture: its landmarks, and what extends beyond them. */
function occupied(body: Body): Vector[] {
  const { head, leftArm, rightArm } = body;
  const fingertips = [leftArm, rightArm].map(({ wrist, along }) => add(wrist, scale(along, 0.19)));
  const hair = add(head.centre, [0, 0.2, 0]);
  return [...Object.values(landmarkPositions(body)), ...fingertips, hair];
}
