import type { Size, WarningCode } from '@dance-pose/contracts';

/** Milliseconds of a clip that are analysed. */
export interface Trim {
  readonly startMs: number;
  readonly endMs: number;
}

/** What must come out of a clip. */
export interface Wanted extends Size {
  readonly fps: number;
  readonly frames: number;
  /** `copied`: the very packets of the source. */
  readonly sound: 'copied' | 'encoded' | null;
  /** The track of the source that is kept, counted from 0. */
  readonly soundTrack?: number;
  /** Exactly these, where told; those that concern the dancer are left out when nobody looks for one. */
  readonly warnings?: readonly WarningCode[];
  /** The share of the frames in which a person must be found, upright, by the real model. */
  readonly person?: number;
  /** Set for scenes: the colours of the corners, to within this; flashes and clicks. */
  readonly colourTolerance?: number;
  /** Text of the source that no artifact may contain. */
  readonly secrets?: readonly string[];
  /** Where the picture has nothing in it to be compared. */
  readonly flat?: boolean;
}

/** One row of the table: a file that people send, and what must come out. */
export interface Clip {
  readonly name: string;
  /** Makes or finds the file. */
  prepare(folder: string): Promise<string>;
  /** `lite` looks with the real model; `nobody` finds nobody, which leaves the picture as it is. */
  readonly engine: 'lite' | 'nobody';
  readonly trim?: Trim;
  readonly wanted: Wanted;
}
