import type { Size, WarningCode } from '@dance-pose/contracts';

/** The part of a clip that is analysed, in milliseconds. */
export interface Trim {
  readonly startMs: number;
  readonly endMs: number;
}

/** Expected properties of a clip's result. */
export interface Wanted extends Size {
  readonly fps: number;
  readonly frames: number;
  /** `copied`: the packets of the source. */
  readonly sound: 'copied' | 'encoded' | null;
  /** Index of the source's audio stream that is kept. */
  readonly soundTrack?: number;
  /** The exact warnings, if they are checked; those about the dancer do not count without a real engine. */
  readonly warnings?: readonly WarningCode[];
  /** Minimum share of the frames in which the real model must find an upright person. */
  readonly person?: number;
  /** Set for scenes: tolerance of the colours in the corners; flashes and clicks are checked, too. */
  readonly colourTolerance?: number;
  /** Text of the source that no artifact may contain. */
  readonly secrets?: readonly string[];
  /** True if the picture has no structure to compare. */
  readonly flat?: boolean;
}

/** One row of the table: a file as users upload it, and its expected result. */
export interface Clip {
  readonly name: string;
  /** Makes or locates the file; resolves with its path. */
  prepare(folder: string): Promise<string>;
  /** `lite` is the real model; `nobody` finds no person, so the picture stays as it is. */
  readonly engine: 'lite' | 'nobody';
  readonly trim?: Trim;
  readonly wanted: Wanted;
}
