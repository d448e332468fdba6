import type { InputPassport, Warning } from '@dance-pose/contracts';

/** Frames per second as a fraction, because 30000/1001 has no exact decimal. */
export interface FrameRate {
  readonly num: number;
  readonly den: number;
}

/** The frames that both passes see: frame `i` stands at `i / rate` seconds of the analysed part. */
export interface FramePlan {
  /** Upright, square pixels, even. */
  readonly width: number;
  readonly height: number;
  readonly rate: FrameRate;
  /** Expected from the headers; a damaged file may give fewer. */
  readonly frameCount: number;
  /** Of the analysed part, from the start of the file. */
  readonly startMs: number;
  readonly durationMs: number;
}

export interface ProbedFile {
  readonly path: string;
  readonly passport: InputPassport;
  readonly plan: FramePlan;
  readonly warnings: Warning[];
}
