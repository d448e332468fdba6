import type { Size } from '@dance-pose/contracts';
import type { DetectedPose } from '../pose-engine.ts';
import { OneEuroFilter, type OneEuroSettings } from './one-euro-filter.ts';

// Configuration: mediapipe/tasks/cc/vision/pose_landmarker/pose_landmarks_detector_graph.cc.
const imageSettings: OneEuroSettings = { minCutoff: 0.05, beta: 80, derivateCutoff: 1 };
const worldSettings: OneEuroSettings = { minCutoff: 0.1, beta: 40, derivateCutoff: 1 };
const visibilityShare = 0.1;
/** People smaller than this, in pixels or metres, are not smoothed. */
const minScale = 1e-6;

/** MediaPipe's smoothing of one person's poses, which applies to videos only. */
export class PoseSmoother {
  readonly #worldSmoother = new PointSmoother(worldSettings);
  #imageSmoother = new PointSmoother(imageSettings);
  #visibilities: readonly number[] | undefined;

  /**
   * @param timeMs presentation time.
   * @param personPx side of the person's ROI in the frame, in pixels.
   */
  smooth(
    { landmarks, world }: DetectedPose,
    timeMs: number,
    personPx: number,
    { width, height }: Size,
  ): DetectedPose {
    const seconds = Math.floor(timeMs * 1000) / 1e6; // MediaPipe's clock has microseconds
    // x and z are in units of the frame's width, y in units of its height; pixels are the same along all axes.
    const pixels = landmarks.map(([x, y, z]) => [x * width, y * height, z * width] as const);
    const smoothed = this.#imageSmoother.smooth(pixels, seconds, personPx);
    const visibilities = this.#smoothVisibilities(
      landmarks.map(([, , , visibility]) => visibility),
    );
    return {
      landmarks: smoothed.map(([x, y, z], id) => [
        x / width,
        y / height,
        z / width,
        visibilities[id] as number,
        landmarks[id]?.[4] as number,
      ]),
      world: this.#worldSmoother.smooth(world, seconds, objectScale(world)),
    };
  }

  /** The person was lost: the filters of the image landmarks start over. MediaPipe keeps its other two. */
  resetImage(): void {
    this.#imageSmoother = new PointSmoother(imageSettings);
  }

  #smoothVisibilities(now: readonly number[]): readonly number[] {
    const before = this.#visibilities ?? now;
    const share = visibilityShare;
    this.#visibilities = now.map(
      (value, id) => share * value + (1 - share) * (before[id] as number),
    );
    return this.#visibilities;
  }
}

type Point3 = readonly [x: number, y: number, z: number];

class PointSmoother {
  readonly #settings: OneEuroSettings;
  readonly #filters: OneEuroFilter[] = [];

  constructor(settings: OneEuroSettings) {
    this.#settings = settings;
  }

  smooth(points: readonly Point3[], seconds: number, scale: number): [number, number, number][] {
    const perUnit = 1 / scale;
    return points.map(([x, y, z], id) => {
      if (scale < minScale) return [x, y, z];
      const apply = (axis: number, value: number): number =>
        this.#filter(3 * id + axis).apply(seconds, value, perUnit);
      return [apply(0, x), apply(1, y), apply(2, z)];
    });
  }

  #filter(index: number): OneEuroFilter {
    this.#filters[index] ??= new OneEuroFilter(this.#settings);
    return this.#filters[index];
  }
}

/** Mean of width and height of the points' bounding box. */
function objectScale(points: readonly Point3[]): number {
  const range = (axis: 0 | 1): number => {
    const values = points.map((point) => point[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  return (range(0) + range(1)) / 2;
}
