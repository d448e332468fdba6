import { musicTempoRange } from '@dance-pose/contracts';

/** A tap on the beat. */
export interface Tap {
  /** The time of the clip while it plays, at whatever speed; otherwise that of the room. */
  readonly clock: 'clip' | 'room';
  readonly ms: number;
}

/** After a longer pause a new series begins: somewhat longer than a beat of the slowest tempo. */
export const pauseMs = 1.25 * (60_000 / musicTempoRange.min);

/** A shorter interval is a finger that bounces: somewhat shorter than a beat of the fastest tempo. */
const bounceMs = 0.6 * (60_000 / musicTempoRange.max);

/** Fewer taps do not make a tempo. */
export const fewestTaps = 4;

/** Older taps are forgotten, so that the tempo follows a change. */
const mostTaps = 13;

/** Adds a tap to the series. A pause, a jump of the clock or another clock begins a new series. */
export function addTap(taps: readonly Tap[], tap: Tap): readonly Tap[] {
  const last = taps.at(-1);
  const interval = tap.ms - (last?.ms ?? 0);
  if (last?.clock !== tap.clock || interval < 0 || interval > pauseMs) return [tap];
  return interval < bounceMs ? taps : [...taps, tap].slice(-mostTaps);
}

/** Tempo in whole beats per minute from the median interval, which a missed beat does not change; undefined if too few. */
export function tempoOf(taps: readonly Tap[]): number | undefined {
  if (taps.length < fewestTaps) return undefined;
  const intervals = taps
    .slice(1)
    .map(({ ms }, at) => ms - (taps[at] as Tap).ms)
    .sort((a, b) => a - b);
  const middle = (intervals.length - 1) / 2;
  const median =
    ((intervals[Math.floor(middle)] as number) + (intervals[Math.ceil(middle)] as number)) / 2;
  const { min, max } = musicTempoRange;
  return Math.min(max, Math.max(min, Math.round(60_000 / median)));
}
