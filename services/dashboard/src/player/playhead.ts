import { createStore, type Store } from '../shared/store.ts';

/**
 * The common position of everything on the page. The video leads; charts and skeletons follow every frame
 * and can seek.
 */
export interface Playhead {
  /** Seconds from the start of the analysed part. */
  readonly seconds: Store<number>;
  readonly isPlaying: Store<boolean>;
  seek(seconds: number): void;
  /**
   * Follows this video.
   * @param startSeconds position in the video at which the analysed part starts.
   * @returns a function that stops following it.
   */
  follow(video: HTMLVideoElement, startSeconds?: number): () => void;
}

export function createPlayhead(): Playhead {
  const seconds = createStore(0);
  const isPlaying = createStore(false);
  let leader: HTMLVideoElement | undefined;
  let start = 0;
  return {
    seconds,
    isPlaying,
    seek(to) {
      const target = Math.max(
        0,
        Math.min(to, (leader?.duration || Number.POSITIVE_INFINITY) - start),
      );
      if (leader !== undefined) leader.currentTime = start + target;
      seconds.set(() => target);
    },
    follow(video, startSeconds = 0) {
      leader = video;
      start = startSeconds;
      if (start + seconds.get() > 0) video.currentTime = start + seconds.get();
      let frame = 0;
      const update = (): void => {
        seconds.set(() => Math.max(0, video.currentTime - startSeconds));
        if (!video.paused) frame = requestAnimationFrame(update);
      };
      const change = (): void => {
        isPlaying.set(() => !video.paused);
        cancelAnimationFrame(frame);
        update();
      };
      const names = ['play', 'pause', 'seeking', 'seeked', 'loadedmetadata'] as const;
      for (const name of names) video.addEventListener(name, change);
      return () => {
        for (const name of names) video.removeEventListener(name, change);
        cancelAnimationFrame(frame);
        if (leader === video) leader = undefined;
        isPlaying.set(() => false);
      };
    },
  };
}
