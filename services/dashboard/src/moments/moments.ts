import {
  isNoEvent,
  type Moment,
  type MomentKind,
  momentName,
  writeQuantity,
} from '@dance-pose/contracts';
import { isSameLoop, loopOf } from '../player/loop.ts';
import type { Playhead } from '../player/playhead.ts';
import { inDigits } from '../shared/format.ts';
import { texts } from '../texts/texts.ts';

/** A row of the timeline. */
export type Lane = keyof typeof texts.player.lanes;

export const lanes = Object.keys(texts.player.lanes) as Lane[];

const laneOfKind: Readonly<Record<MomentKind, Lane>> = {
  jump: 'steps',
  'split-leap': 'steps',
  turn: 'steps',
  'out-of-picture': 'steps',
  plie: 'legs',
  balance: 'legs',
  'leg-lift': 'legs',
  'knee-inside': 'legs',
  'typical-movement': 'music',
  'missed-beats': 'music',
  'most-energy': 'extremes',
  'least-energy': 'extremes',
  'largest-angle': 'extremes',
  'smallest-angle': 'extremes',
  'side-difference': 'extremes',
  tilt: 'extremes',
};

export const laneOf = ({ kind }: Moment): Lane => laneOfKind[kind];

/** True for what happened, and for what is known at least roughly. */
export const isTelling = (moment: Moment): boolean =>
  moment.confidence !== 'low' || laneOf(moment) === 'steps' || laneOf(moment) === 'legs';

/** Tells the moments of a report apart. */
export const keyOf = ({ kind, metric, side, frame }: Moment): string =>
  [kind, metric, side, frame].join(' ');

/** Phrase and count, where they are known. */
export function placeOf({ phrase, count }: Moment): string[] {
  const { player } = texts;
  return [
    ...(phrase === null ? [] : [player.phrase(phrase + 1)]),
    ...(count === null ? [] : [player.count(count)]),
  ];
}

/** The value of a moment with its error, such as `62° ± 4`; `± ?` if the error is not known. */
export function momentValue({ value, unit, error }: Moment): string {
  if (value === null) return texts.player.notSeen;
  const quantity = { value, unit, error };
  if (isNoEvent(quantity)) return '';
  const written = writeQuantity(quantity, inDigits);
  return [written.amount, error === null ? '± ?' : written.error].filter(Boolean).join(' ');
}

/** Name, place in the music, and value: a moment in one line. */
export const momentTitle = (moment: Moment): string =>
  [momentName(moment), ...placeOf(moment), momentValue(moment)].filter(Boolean).join(', ');

/** Goes to a moment and repeats it. */
export const repeatMoment = (playhead: Playhead, moment: Moment, durationMs: number): void =>
  playhead.repeat(loopOf(moment, durationMs));

export const isRepeated = (
  loop: ReturnType<Playhead['loop']['get']>,
  moment: Moment,
  durationMs: number,
): boolean => isSameLoop(loop, loopOf(moment, durationMs));

/** A moment at the position is neither before nor after it. */
const hereMs = 300;

/** The next moment of those that are worth a look, before or after a position. */
export function momentNear(
  moments: readonly Moment[],
  atMs: number,
  by: -1 | 1,
): Moment | undefined {
  const telling = moments.filter(isTelling);
  return by > 0
    ? telling.find(({ peakMs, startMs }) => Math.max(startMs, peakMs - 1000) > atMs + hereMs)
    : telling.findLast(({ endMs }) => endMs < atMs - hereMs);
}
