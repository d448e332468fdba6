import type { JobId } from '@dance-pose/contracts';

/** A moment of a completed job whose video is wanted. */
export interface MomentCut {
  readonly jobId: JobId;
  /** Index in the report's moments. */
  readonly moment: number;
  /** The request that asked for it, so that logs of API and worker can be joined. */
  readonly requestId: string;
}

/** One cut, however often it is asked for. */
export const idOf = ({ jobId, moment }: Pick<MomentCut, 'jobId' | 'moment'>): string =>
  `${jobId}-${moment}`;

/** `waiting` until a worker has made it or given up; `unknown` if nobody asked for it, or once it is made. */
export type CutState = 'waiting' | 'failed' | 'unknown';

/**
 * The cuts that are wanted. Methods reject with `UserError('queue-unavailable')`, fast, while the queue cannot be
 * reached.
 */
export interface MomentCuts extends AsyncDisposable {
  /** Asks for a cut. While it waits, it is asked for once only; one that failed is tried again. */
  request(cut: MomentCut): Promise<void>;
  state(cut: Pick<MomentCut, 'jobId' | 'moment'>): Promise<CutState>;
}

/** Makes a cut and stores it. */
export type MakeCut = (cut: MomentCut, signal: AbortSignal) => Promise<void>;

export interface CutConsumer {
  /** Takes no more cuts, and aborts the one under way after `graceMs`: another worker makes it. */
  close(graceMs: number): Promise<void>;
}

/** Tries of a cut, of which an error of the store or the loss of a worker takes one. */
export const cutTries = 3;
