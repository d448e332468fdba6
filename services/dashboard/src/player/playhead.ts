import { createStore, type Store } from '../shared/store.ts';

/**
 * The common position of everything on the page. The video leads; charts and skeletons follow every frame
 * and can seek.
 */
export interface Playhead {
  /** Seconds from the start of the video. */
  readonly seconds: Store<number>;
  readonly isPlaying: Store<boolean>;
  seek(seconds: number): void;
  /** Follows this video. @returns a function that stops following it. */
  follow(video: HTMLVideoElement): () => void;
}

export function createPlayhead(): Playhead {
  const seconds = createStore(0);
  const isPlaying = createStore(false);
  let leader: HTMLVideoElement | undefined;
  return {
    seconds,
    isPlaying,
    seek(to) {
      const target = Math.max(0, Math.min(to, leader?.duration || to));
      if (leader !== undefined) leader.currentTime = target;
      seconds.set(() => target);
    },
    follow(video) {
      leader = video;
      if (seconds.get() > 0) video.currentTime = seconds.get();
      let frame = 0;
      const update = (): void => {
        seconds.set(() => video.currentTime);
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
