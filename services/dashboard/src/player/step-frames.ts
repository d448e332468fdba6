import type { Playhead } from './playhead.ts';

/** Number, from 0, of the frame shown at a time. */
export const frameAt = (seconds: number, fps: number): number => Math.floor(seconds * fps + 1e-6);

/** Seeks to the middle of a frame, so that rounding cannot select its neighbour. */
export function goToFrame(playhead: Playhead, frame: number, fps: number): void {
  playhead.seek((Math.max(0, frame) + 0.5) / fps);
}

/** Pauses and moves by a number of frames. */
export function stepFrames(
  playhead: Playhead,
  video: HTMLVideoElement | null,
  fps: number,
  by: number,
): void {
  video?.pause();
  goToFrame(playhead, frameAt(playhead.seconds.get(), fps) + by, fps);
}
