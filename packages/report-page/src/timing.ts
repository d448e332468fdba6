import type { MusicWithBeat, Report } from '@dance-pose/contracts';

/** A movement that comes to rest, and its distance from the nearest beat. */
export interface TimedMovement {
  readonly timeMs: number;
  /** Positive behind the beat, negative ahead of it. */
  readonly offsetMs: number;
}

/** Movements while the music has a beat. */
export function timedMovements(
  { motionBeats }: Pick<Report, 'motionBeats'>,
  { beats, bpm }: MusicWithBeat,
): TimedMovement[] {
  const half = halfBeatMs(bpm);
  let nearest = 0;
  return motionBeats.flatMap(({ timeMs }) => {
    const away = (beat: number): number =>
      Math.abs((beats[beat]?.timeMs ?? Number.POSITIVE_INFINITY) - timeMs);
    while (away(nearest + 1) < away(nearest)) nearest += 1;
    const offsetMs = timeMs - (beats[nearest]?.timeMs ?? Number.POSITIVE_INFINITY);
    return Math.abs(offsetMs) <= half ? [{ timeMs, offsetMs }] : [];
  });
}

/** Longest distance from a beat while the music keeps its tempo. */
export const halfBeatMs = (bpm: number): number => 30_000 / bpm;
