import { landmarkCount } from '../landmarks.ts';
import type { Size } from '../size.ts';

/** A point of the picture, in pixels of the upright frame. */
export interface TrackPoint {
  readonly x: number;
  readonly y: number;
}

/** A landmark in pixels of the upright frame; `visibility` is in `[0,1]`. */
export interface TrackLandmark extends TrackPoint {
  readonly visibility: number;
}

/** In metres, y downwards, with the origin between the hips. */
export interface TrackWorldPoint extends TrackPoint {
  readonly z: number;
}

/** One frame of `track.bin`. */
export interface TrackFrame {
  /** The 33 landmarks as the video shows them; null in a frame without the dancer. */
  readonly landmarks: readonly TrackLandmark[] | null;
  /** The 33 landmarks in space; null in a frame without the dancer. */
  readonly world: readonly TrackWorldPoint[] | null;
  /** Centre of mass; null where it is unknown. */
  readonly centre: TrackPoint | null;
}

/** The header of `track.bin`. Frame `i` is shown `i / fps` seconds after the start of the analysed part. */
export interface TrackHeader extends Size {
  readonly fps: number;
  readonly frameCount: number;
}

/** "DPAT", the first bytes of the file. */
export const trackMagic = 0x44_50_41_54;
export const trackVersion = 1;
/** Number of bytes of the header, which {@link readTrackHeader} needs. */
export const trackHeaderBytes = 32;

/** Offsets in a record: flags, points of the picture, visibility, points in space, centre of mass. */
export const at = {
  flags: 0,
  points: 2,
  visibility: 2 + landmarkCount * 4,
  world: 2 + landmarkCount * 5 + 1,
  centre: 2 + landmarkCount * 5 + 1 + landmarkCount * 6,
} as const;

/** Number of bytes of a frame. */
export const trackFrameBytes = at.centre + 4;

export const flag = { person: 1, centre: 2 } as const;

/** Positions are whole steps from the middle of the picture: as far outside it as half its longer side. */
export const pictureStep = ({ width, height }: Size): number =>
  (2 * Math.max(width, height)) / 65_534;

/** A millimetre. */
export const worldStep = 0.001;
