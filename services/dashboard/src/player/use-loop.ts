import { useEffect } from 'react';
import type { Playhead } from './playhead.ts';

interface Part {
  readonly startMs: number;
  readonly endMs: number;
}

/** Seeks to the start of a part when its end is reached. */
export function useLoop(playhead: Playhead, part: Part | undefined): void {
  const [startMs, endMs] = [part?.startMs, part?.endMs];
  useEffect(() => {
    if (startMs === undefined || endMs === undefined) return undefined;
    const keepInside = (): void => {
      const ms = playhead.seconds.get() * 1000;
      if (ms >= endMs || ms < startMs - 100) playhead.seek(startMs / 1000);
    };
    keepInside();
    return playhead.seconds.subscribe(keepInside);
  }, [playhead, startMs, endMs]);
}
