import { nearestIndex } from './beat-alignment.ts';

/**
 * Position of a time within the beat: distance from the nearest beat as a share of the interval between beats, from −0.5
 * to 0.5; positive is late.
 * @param beats sorted, at least one.
 * @param period mean interval between beats.
 */
export function beatPhase(time: number, beats: readonly number[], period: number): number {
  const at = nearestIndex(beats, time);
  const beat = beats[at] as number;
  const other = beats[time < beat ? at - 1 : at + 1];
  const between = Math.abs((other ?? Number.NaN) - beat);
  // The music pauses where the next beat is missing or far away.
  const interval = between < 1.5 * period ? between : period;
  const phase = (time - beat) / interval;
  return phase - Math.round(phase);
}
