import type { CleanTrack } from '../cleaning/clean-track.ts';
import { bodyPoints } from '../series/body-points.ts';
import { at, type PixelPath } from '../series/landmark-paths.ts';
import { knownRuns, type Signal, type Span, valueAt } from '../series/signal.ts';
import { magnitudeOf, meanSignal, scaledPath, velocityOf } from './speeds.ts';

/**
 * Physical proxies for Laban's Effort qualities (C. Larboulette and S. Gibet 2015, "A review of computable
 * expressive descriptors of human motion", MOCO '15). All joints have the same weight.
 */
export interface EffortSignals {
  /** Mean squared speed of the joints, in S²/s²; Weight is its maximum over a phrase. */
  readonly weight: Signal;
  /** Mean acceleration in S/s²; Time is its mean. */
  readonly time: Signal;
  /** Mean jerk in S/s³; Flow is its mean. */
  readonly flow: Signal;
}

export function effortSignals(track: CleanTrack): EffortSignals {
  const velocities = bodyPoints.map((id) =>
    velocityOf(scaledPath(at(track.pixels, id), track.scale.pixels), track.fps),
  );
  const change = (paths: readonly PixelPath[]): PixelPath[] =>
    paths.map((path) => velocityOf(path, track.fps));
  const accelerations = change(velocities);
  const mean = (paths: readonly PixelPath[]): Signal => meanSignal(paths.map(magnitudeOf));
  return {
    weight: meanSignal(velocities.map((path) => magnitudeOf(path).map((speed) => speed ** 2))),
    time: mean(accelerations),
    flow: mean(change(accelerations)),
  };
}

/**
 * Space: directness of the joints' paths, the mean of displacement over path length; 1 is straight. The paper
 * uses the inverse, which is unbounded if a joint returns to its start. NaN if hardly any joint moves.
 */
export function directness(track: CleanTrack, span: Span): number {
  const known = bodyPoints
    .map((id) => {
      const { length, displacement } = travelOf(at(track.pixels, id), span);
      return length > minPath * track.scale.pixels ? displacement / length : Number.NaN;
    })
    .filter((share) => !Number.isNaN(share));
  const sum = known.reduce((total, share) => total + share, 0);
  return known.length > bodyPoints.length / 2 ? sum / known.length : Number.NaN;
}

/** In S; a shorter path is jitter, and its direction means nothing. */
const minPath = 0.2;

/** Path length and displacement in a span; gaps are crossed in a straight line. */
export function travelOf(
  { x, y }: PixelPath,
  span: Span,
): { length: number; displacement: number } {
  const frames = knownRuns(x, span).flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, i) => from + i),
  );
  const distance = (a: number, b: number): number =>
    Math.hypot(valueAt(x, b) - valueAt(x, a), valueAt(y, b) - valueAt(y, a));
  let length = 0;
  for (let i = 1; i < frames.length; i += 1) length += distance(frames[i - 1] ?? 0, frames[i] ?? 0);
  const [first, last] = [frames[0] ?? 0, frames.at(-1) ?? 0];
  return { length, displacement: frames.length > 1 ? distance(first, last) : 0 };
}
