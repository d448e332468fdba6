import type { AngleJoint, Side } from '../body-parts.ts';
import type { SentenceTexts } from './sentence.ts';
import { inDegrees, inPercent } from './words.ts';

/** Gaps of the measurement, and the summary of a picture. */
export const gapSentences = {
  'nobody-measured': () =>
    'Nobody was found, so nothing could be measured. Film one person, whole body in view, in good light.',
  'in-the-picture': ({ percent }: { percent: number }) =>
    `You were in the picture for ${Math.round(percent)} % of the time.`,
  'trunk-out-of-sight': ({ share }: { share: number }) =>
    `Your shoulders and hips were in sight for ${inPercent(share)} of the time, so little could be measured. Film the whole body.`,
  'feet-out-of-sight': ({ share }: { share: number }) =>
    `Your feet were in sight for ${inPercent(share)} of the time, so jumps, balance and pliés could not be measured. Film the whole body.`,
  'rarely-square': () =>
    'You were rarely square to the camera, so tilts of shoulders, pelvis and head, and turnout, could not be measured. Film from the front as well.',
  'short-clip': ({ seconds }: { seconds: number }) =>
    `The clip is only ${seconds.toFixed(1)} s long: its results describe this moment, not your dancing. Film at least half a minute.`,
  'bent-in-picture': ({ joint, left, right }: { joint: AngleJoint; left: number; right: number }) =>
    `Your left ${joint} is bent by ${inDegrees(left)}, your right one by ${inDegrees(right)}, as seen in the picture.`,
  'shoulder-lower-in-picture': ({ side, degrees }: { side: Side; degrees: number }) =>
    `Your ${side} shoulder is lower, by ${inDegrees(degrees)}.`,
  'single-picture': () => 'This is a single picture, so movement could not be measured.',
} as const satisfies SentenceTexts;
