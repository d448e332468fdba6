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
 * A person's landmarks in pixels, by their names; none for what lies outside of the picture: the engine
 * guesses there, these formats do not.
 */
export const keyPointsOf =
  ({ landmarks }: Person, { width, height }: Pick<TrackSource, 'width' | 'height'>) =>
  (name: LandmarkName): KeyPoint | undefined => {
    const [x, y, , visibility] = landmarks[landmarkId[name]] ?? [-1, -1, 0, 0];
    const isInside = x >= 0 && x <= 1 && y >= 0 && y <= 1;
    return isInside ? { x: x * width, y: y * height, visibility } : undefined;
  };

/** To a hundredth of a pixel, a thousandth of a probability: more is noise that fills the file. */
export const round = (value: number, digits: number): number => {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
};
