import type { AngleJoint, Side } from '../body-parts.ts';
import type { SentenceTexts } from './say-from.ts';
import { inDegrees, type PairedPart, partName, plural, type SentencePart } from './words.ts';

/** Reasons why a metric has no value, or no error. */
export const reasonSentences = {
  hidden: ({ part }: { part: SentencePart }) => `Too little was seen of the ${partName(part)}.`,
  'one-hidden': ({ part }: { part: PairedPart }) =>
    `Too little was seen of one of the ${plural(part)}.`,
  'hardly-moved': ({ part }: { part: SentencePart }) => `The ${partName(part)} hardly moved.`,
  'both-hardly-moved': ({ part }: { part: PairedPart }) => `The ${plural(part)} hardly moved.`,
  'sides-not-alike': ({ joint }: { joint: AngleJoint }) =>
    `The left and the right ${joint} did not move in the same way.`,
  'no-place-change': () => 'Hardly any joint was seen to move to another place.',
  'no-jump': () => 'There was no jump.',
  'no-plie': () => 'There was no plié.',
  'plie-not-seen': () =>
    'The bend of the knees could not be seen well enough: film the whole body, from the front or from the side.',
  'leg-not-lifted': ({ side }: { side: Side }) =>
    `The ${side} leg was not lifted while the other one stood.`,
  'leg-not-held': ({ side, degrees }: { side: Side; degrees: number }) =>
    `The ${side} leg was not lifted by ${inDegrees(degrees)} or more while the other one stood.`,
  'leg-not-seen': ({ side }: { side: Side }) =>
    `The ${side} leg was lifted, but not seen well enough to measure it: film it from another side.`,
  'split-not-seen': () =>
    'The legs opened towards the camera and away from it: film jumps from another side.',
  'no-balance': () => 'There was no balance on one foot of half a second or more.',
  'rarely-standing': () => 'The dancer was rarely seen standing on both feet.',
  'knee-rarely-bent': ({ side }: { side: Side }) =>
    `The ${side} leg was rarely seen standing with its knee bent.`,
  'tilts-need-front': () => 'Sideways tilts are only visible from the front or from behind.',
  'turnout-needs-front': () =>
    'Turnout can only be estimated while you stand still on both feet, square to the camera.',
  'knee-line-needs-front': () => 'This needs a view from the front of the leg that you stand on.',
  'out-of-plane': ({ side, joint }: { side: Side; joint: AngleJoint }) =>
    `The ${side} ${joint} did not stay in the plane of the picture, or that is not certain: film it from another side.`,
  'too-few-movements': ({ least }: { least: number }) =>
    `Fewer than ${least} movements came to rest while the music had a beat.`,
  'no-movement-at-rest': () => 'No movement came to rest while the music had a beat.',
  'no-preferred-time': () =>
    'The movements do not follow the beat closely enough to tell their timing from coincidence.',
  'timing-drifts': () => 'The movements drift through the beat: they keep another tempo.',
  'timing-too-uncertain': () =>
    'Too few movements come to rest, or as many between the beats as on them, to tell where they are in the beat.',
  'phrase-too-long': ({ seconds }: { seconds: number }) =>
    `This is a measure of movements of a few seconds, not of ${Math.round(seconds)} s.`,
  'phrase-too-short': () => 'The phrase is too short.',
  'picture-has-no-movement': () => 'A single picture has no movement.',
  'picture-has-no-phrases': () => 'A picture has no phrases.',
  'too-uncertain': ({ degrees }: { degrees: number }) =>
    `From this view the value could be wrong by ${inDegrees(degrees)} or more: film from another side, closer, or with the whole limb in sight.`,
  'error-unknown': () => 'The error of this value is not known.',
  'error-of-tracking': () =>
    'This describes the tracking itself: there is no true value that it could differ from.',
  'error-of-no-value': () => 'There is no value that could have an error.',
} as const satisfies SentenceTexts;
