import type { AngleJoint, Side } from '../body-parts.ts';
import type { SentenceTexts } from './say-from.ts';
import { inDegrees, inPercent, listed } from './words.ts';

export interface FeetOutOfSight {
  readonly share: number;
  /** True for those that could not be measured. */
  readonly jumps: boolean;
  readonly balance: boolean;
  readonly plies: boolean;
}

function withoutFeet({ jumps, balance, plies }: FeetOutOfSight): string {
  const missing = [
    ...(jumps ? ['jumps'] : []),
    ...(balance ? ['balance'] : []),
    ...(plies ? ['pliés'] : []),
  ];
  return missing.length === 0
    ? 'jumps, balance and pliés are known for that part only'
    : `${listed(missing)} could not be measured`;
}

/** Gaps of the measurement, and the summary of a picture. */
export const gapSentences = {
  'nobody-measured': () =>
    'Nobody was found, so nothing could be measured. Film one person, whole body in view, in good light.',
  'in-the-picture': ({ percent }: { percent: number }) =>
    `You were in the picture for ${Math.round(percent)} % of the time.`,
  'trunk-out-of-sight': ({ share }: { share: number }) =>
    `Your shoulders and hips were in sight for ${inPercent(share)} of the time, so little could be measured. Film the whole body.`,
  'feet-out-of-sight': (it: FeetOutOfSight) =>
    `Your feet were in sight for ${inPercent(it.share)} of the time, so ${withoutFeet(it)}. Film the whole body.`,
  'rarely-square': ({ turnout }: { turnout: boolean }) =>
    `You were rarely square to the camera, so tilts of shoulders, pelvis and head${turnout ? ', and turnout,' : ''} could not be measured. Film from the front as well.`,
  'short-clip': ({ seconds }: { seconds: number }) =>
    `The clip is only ${seconds.toFixed(1)} s long: its results describe this moment, not your dancing. Film at least half a minute.`,
  'bent-in-picture': ({ joint, left, right }: { joint: AngleJoint; left: number; right: number }) =>
    `Your left ${joint} is bent by ${inDegrees(left)}, your right one by ${inDegrees(right)}, as seen in the picture.`,
  'shoulder-lower-in-picture': ({ side, degrees }: { side: Side; degrees: number }) =>
    `Your ${side} shoulder is lower, by ${inDegrees(degrees)}.`,
  'single-picture': () => 'This is a single picture, so movement could not be measured.',
} as const satisfies SentenceTexts;
