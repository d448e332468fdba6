import type { JobOptionsInput } from '@dance-pose/contracts';

/** A part of a take, in seconds. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** A shorter part has no movement to measure. */
const shortest = 1;

/** Moves the start, at most to a second before the end. */
export const withFrom = (part: Part, from: number): Part => ({
  from: Math.max(0, Math.min(from, part.to - shortest)),
  to: part.to,
});

/** Moves the end, at most to that of the take. */
export const withTo = (part: Part, to: number, all: Part): Part => ({
  from: part.from,
  to: Math.min(all.to, Math.max(to, part.from + shortest)),
});

/** The option of the job; undefined for the whole take. */
export function trimOf(part: Part, all: Part): JobOptionsInput['trim'] {
  const [from, to] = [Math.round(part.from * 1000), Math.round(part.to * 1000)];
  const isCut = to < Math.round(all.to * 1000);
  if (from === 0 && !isCut) return undefined;
  return isCut ? { startMs: from, endMs: to } : { startMs: from };
}
