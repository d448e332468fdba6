import { createStore, type Store } from '../shared/store.ts';
import type { Loop } from './loop.ts';

/** A place in a clip, as a link names it. */
export interface Place {
  /** From the start of the analysed part. */
  readonly seconds?: number | undefined;
  readonly loop?: Loop | undefined;
  /** 1 is the speed of the clip. */
  readonly speed?: number | undefined;
}

/**
 * The common position of everything on the page. The video leads; timeline, charts and skeletons follow every
 * frame and can seek.
 */
export interface Playhead {
  /** Seconds from the start of the analysed part. */
  readonly seconds: Store<number>;
  readonly isPlaying: Store<boolean>;
  readonly speed: Store<number>;
  /** The part that is repeated. A seek to a place outside ends it. */
  readonly loop: Store<Loop | undefined>;
  seek(seconds: number): void;
  play(): void;
  pause(): void;
  /** Plays if it stands, pauses if it plays. */
  toggle(): void;
  /** Repeats a part from its start. */
  repeat(loop: Loop): void;
  /**
   * Follows this video.
   * @param startSeconds position in the video at which the analysed part starts.
   * @returns a function that stops following it.
   */
  follow(video: HTMLVideoElement, startSeconds?: number): () => void;
}

/** Tolerance of seeks to the ends of a loop. */
const edgeMs = 20;

export function createPlayhead(place: Place = {}): Playhead {
  const seconds = createStore(place.seconds ?? 0);
  const isPlaying = createStore(false);
  const speed = createStore(place.speed ?? 1);
  const loop = createStore(place.loop);
  let leader: HTMLVideoElement | undefined;
  let start = 0;
  const moveTo = (to: number): void => {
    const end = (leader?.duration || Number.POSITIVE_INFINITY) - start;
    const target = Math.max(0, Math.min(to, end));
    if (leader !== undefined) leader.currentTime = start + target;
    seconds.set(() => target);
  };
  const play = (): void => {
    leader?.play().catch(() => {}); // The browser itself reports why it cannot play.
  };
  const pause = (): void => leader?.pause();
  return {
    ...{ seconds, isPlaying, speed, loop, play, pause },
    toggle: () => (isPlaying.get() ? pause() : play()),
    seek(to) {
      loop.set((part) => (part !== undefined && isOutside(part, 1000 * to) ? undefined : part));
      moveTo(to);
    },
    repeat(part) {
      loop.set(() => part);
      moveTo(part.startMs / 1000);
      play();
    },
    follow(video, startSeconds = 0) {
      leader = video;
      start = startSeconds;
      if (start + seconds.get() > 0) video.currentTime = start + seconds.get();
      const leave = followVideo({
        ...{ video, startSeconds, seconds, isPlaying, loop, speed },
        moveTo,
      });
      return () => {
        leave();
        if (leader === video) leader = undefined;
        isPlaying.set(() => false);
      };
    },
  };
}

const isOutside = ({ startMs, endMs }: Loop, ms: number): boolean =>
  ms < startMs - edgeMs || ms > endMs + edgeMs;

interface Followed extends Pick<Playhead, 'seconds' | 'isPlaying' | 'loop' | 'speed'> {
  readonly video: HTMLVideoElement;
  readonly startSeconds: number;
  moveTo(seconds: number): void;
}

/** Keeps the stores up to date, and the video in the loop. @returns a function that stops this. */
function followVideo({ video, startSeconds, moveTo, ...stores }: Followed): () => void {
  const { seconds, isPlaying, loop, speed } = stores;
  const stop = new AbortController();
  const { signal } = stop;
  let frame = 0;
  const update = (): void => {
    const now = Math.max(0, video.currentTime - startSeconds);
    const part = loop.get();
    if (part !== undefined && !video.paused && 1000 * now >= part.endMs) {
      moveTo(part.startMs / 1000);
    } else seconds.set(() => now);
    if (!video.paused) frame = requestAnimationFrame(update);
  };
  const change = (): void => {
    isPlaying.set(() => !video.paused);
    cancelAnimationFrame(frame);
    update();
  };
  for (const name of ['play', 'pause', 'seeking', 'seeked', 'loadedmetadata']) {
    video.addEventListener(name, change, { signal });
  }
  // A loop may end where the clip ends.
  const again = (): void => {
    const part = loop.get();
    if (part === undefined) return;
    moveTo(part.startMs / 1000);
    video.play().catch(() => {}); // It has just played.
  };
  video.addEventListener('ended', again, { signal });
  const setSpeed = (): void => {
    video.playbackRate = speed.get();
    // A new source starts at the default rate.
    video.defaultPlaybackRate = speed.get();
  };
  setSpeed();
  const leaveSpeed = speed.subscribe(setSpeed);
  return () => {
    stop.abort();
    leaveSpeed();
    cancelAnimationFrame(frame);
  };
}
