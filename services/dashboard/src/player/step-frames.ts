import type { Playhead } from './playhead.ts';

/** Number of the picture that is seen at a place, from 0. */
export const frameAt = (seconds: number, fps: number): number => Math.floor(seconds * fps + 1e-6);

/** Goes to a picture: to the middle of its time, which is the same picture whatever is rounded. */
export function goToFrame(playhead: Playhead, frame: number, fps: number): void {
  playhead.seek((Math.max(0, frame) + 0.5) / fps);
}

/** Stops at the picture that is so many pictures away. */
export function stepFrames(
  playhead: Playhead,
  video: HTMLVideoElement | null,
  fps: number,
  by: number,
): void {
  video?.pause();
  goToFrame(playhead, frameAt(playhead.seconds.get(), fps) + by, fps);
}
