import type { Playhead } from './playhead.ts';

/** Stops at the picture that is so many pictures away; in the middle of its time, whatever is rounded. */
export function stepFrames(
  playhead: Playhead,
  video: HTMLVideoElement | null,
  fps: number,
  by: number,
): void {
  video?.pause();
  const frame = Math.floor(playhead.seconds.get() * fps + 1e-6) + by;
  playhead.seek((Math.max(0, frame) + 0.5) / fps);
}
