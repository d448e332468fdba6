import {
  type LandmarkName,
  landmarkId,
  type Person,
  type TrackSource,
} from '@dance-pose/contracts';

/** A landmark in pixels of the frame. */
export interface KeyPoint {
  readonly x: number;
  readonly y: number;
  /** 0–1. */
  readonly visibility: number;
}

/**
 * Looks up a person's landmarks in pixels by name; undefined if outside of the picture, where the engine
 * guesses and these formats have no values.
 */
export const keyPointsOf =
  ({ landmarks }: Person, { width, height }: Pick<TrackSource, 'width' | 'height'>) =>
  (name: LandmarkName): KeyPoint | undefined => {
    const [x, y, , visibility] = landmarks[landmarkId[name]] ?? [-1, -1, 0, 0];
    const isInside = x >= 0 && x <= 1 && y >= 0 && y <= 1;
    return isInside ? { x: x * width, y: y * height, visibility } : undefined;
  };

/** Rounds to some decimal digits: more than a hundredth of a pixel or a thousandth of a probability is noise. */
export const round = (value: number, digits: number): number => {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
};
