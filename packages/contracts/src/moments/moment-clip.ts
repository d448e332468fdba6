import { z } from 'zod';
import type { Moment } from './moment.ts';

/** Time before and after a moment that shows how the dancer gets into it and out of it. */
const roomMs = 500;

/** The part of the clip that shows a moment: with half a second before and after it, as far as the clip has it. */
export const partAround = (
  { startMs, endMs }: Pick<Moment, 'startMs' | 'endMs'>,
  durationMs: number,
): { readonly startMs: number; readonly endMs: number } => ({
  startMs: Math.max(0, startMs - roomMs),
  endMs: Math.min(durationMs, endMs + roomMs),
});

/** The video of a moment, which a worker cuts when it is asked for. */
export const momentClipSchema = z.object({
  /** `waiting` until a worker has cut it. */
  state: z.enum(['waiting', 'ready']),
  links: z.object({
    /** Redirects to the video once it is there. */
    self: z.string(),
  }),
});
export type MomentClip = z.infer<typeof momentClipSchema>;
