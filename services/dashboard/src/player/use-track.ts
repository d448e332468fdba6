import type { JobDocument } from '@dance-pose/contracts';
import { useCallback } from 'react';
import { type Loaded, useLoaded } from '../shared/use-loaded.ts';
import { openTrack, type TrackFrames } from './track-frames.ts';

/**
 * The frames of a job. They stay while the job is loaded again, for fresh links.
 * @param prepare waited for as well; it must be stable.
 */
export function useTrack(
  { id, options: { smoothing }, result }: JobDocument,
  prepare?: () => Promise<unknown>,
): Loaded<TrackFrames> {
  const hasTrack = result?.artifacts.some(({ name }) => name === 'track.bin') ?? false;
  const load = useCallback(
    async (signal: AbortSignal) => {
      await prepare?.();
      return openTrack({ id, smoothing, hasTrack }, signal);
    },
    [id, smoothing, hasTrack, prepare],
  );
  return useLoaded(load);
}
