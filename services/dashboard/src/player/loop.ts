import { type Moment, partAround } from '@dance-pose/contracts';

/** A part of the clip that is repeated, on the time axis of the analysed part. */
export interface Loop {
  readonly startMs: number;
  readonly endMs: number;
  /** Time that links name while the loop plays; default: its start. */
  readonly atMs?: number;
}

/** Too short to see anything in it. */
const shortestMs = 100;

/** The loop of a moment. */
export const loopOf = (
  moment: Pick<Moment, 'startMs' | 'peakMs' | 'endMs'>,
  durationMs: number,
): Loop => ({ ...partAround(moment, durationMs), atMs: moment.peakMs });

/** The loop between two marks, in either order. */
export function loopBetween(oneMs: number, otherMs: number): Loop {
  const startMs = Math.min(oneMs, otherMs);
  return { startMs, endMs: Math.max(oneMs, otherMs, startMs + shortestMs) };
}

/** True if both are the same to a hundredth of a second, as the address has them. */
export const isSameLoop = (a: Loop | undefined, b: Loop | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  Math.abs(a.startMs - b.startMs) <= 10 &&
  Math.abs(a.endMs - b.endMs) <= 10;
