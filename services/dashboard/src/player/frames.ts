import type { Playhead } from './playhead.ts';

/** The frames of a clip. */
export interface Frames {
  readonly fps: number;
  readonly count: number;
}

/** Number, from 0, of the frame shown at a time. Sound may go on after the last frame, which then stays. */
export const frameAt = (seconds: number, { fps, count }: Frames): number =>
  Math.max(0, Math.min(count - 1, Math.floor(seconds * fps + 1e-6)));

/** Seeks to the middle of a frame, so that rounding cannot select its neighbour. */
export function goToFrame(playhead: Playhead, frame: number, { fps, count }: Frames): void {
  playhead.seek((Math.max(0, Math.min(count - 1, frame)) + 0.5) / fps);
}

/** Pauses and moves by a number of frames. */
export function stepFrames(playhead: Playhead, frames: Frames, by: number): void {
  playhead.pause();
  goToFrame(playhead, frameAt(playhead.seconds.get(), frames) + by, frames);
}
