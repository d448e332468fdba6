import { type RefObject, useEffect } from 'react';
import type { Playhead } from './playhead.ts';
import { stepFrames } from './step-frames.ts';

/** Keys while the player has focus: `,` and `.` step by a frame, `k` plays and pauses. */
export function useKeys(
  frame: RefObject<HTMLElement | null>,
  playhead: Playhead,
  video: HTMLVideoElement | null,
  fps: number,
): void {
  useEffect(() => {
    const { current } = frame;
    const press = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey) return;
      if (event.key === ',') stepFrames(playhead, video, fps, -1);
      else if (event.key === '.') stepFrames(playhead, video, fps, 1);
      else if (event.key === 'k') togglePlaying(video);
      else return;
      event.preventDefault();
    };
    current?.addEventListener('keydown', press);
    return () => current?.removeEventListener('keydown', press);
  }, [frame, playhead, video, fps]);
}

export function togglePlaying(video: HTMLVideoElement | null): void {
  if (video === null) return;
  if (video.paused)
    video.play().catch(() => {}); // The browser itself reports why it cannot play.
  else video.pause();
}
