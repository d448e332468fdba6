import type { AngleJoint, Limb, Side } from '../body-parts.ts';
import type { SentenceTexts } from './sentence.ts';
import { inDegrees, otherSide } from './words.ts';

const lowersHips = (percent: number): string =>
  `lowers your hips by ${Math.round(percent)} % of their height`;

export interface Further {
  readonly joint: AngleJoint;
  /** The side that moves further. */
  readonly side: Side;
  readonly degrees: number;
  readonly otherDegrees: number;
}

export interface SideAndDegrees {
  readonly side: Side;
  readonly degrees: number;
}

/** Left against right, posture, and the work of the legs. */
export const bodySentences = {
  'joint-moves-further': ({ joint, side, degrees, otherDegrees }: Further) => {
    const verb = joint === 'knee' || joint === 'elbow' ? 'bends' : 'moves';
    return `Your ${side} ${joint} ${verb} ${inDegrees(degrees - otherDegrees)} further than the ${otherSide(side)} one (${inDegrees(degrees)} against ${inDegrees(otherDegrees)}).`;
  },
  'limb-moves-more': ({ limb, side, times }: { limb: Limb; side: Side; times: number }) =>
    `Your ${side} ${limb} moves ${times.toFixed(1)} times as much as the ${otherSide(side)} one.`,
  'limb-moves-alone': ({ limb, side }: { limb: Limb; side: Side }) =>
    `Almost only your ${side} ${limb} moves.`,
  'sides-equal': () => 'Your left and right sides move equally.',
  'held-level': ({ upright }: { upright: boolean }) =>
    `You mostly hold shoulders and pelvis level${upright ? ' and your trunk upright' : ''}.`,
  'shoulder-held-lower': ({ side, degrees }: SideAndDegrees) =>
    `Your ${side} shoulder is mostly held lower, by ${inDegrees(degrees)}.`,
  'pelvis-lower': ({ side, degrees }: SideAndDegrees) =>
    `Your pelvis is mostly lower on the ${side}, by ${inDegrees(degrees)}.`,
  'head-tilts': ({ side, degrees }: SideAndDegrees) =>
    `Your head mostly tilts to the ${side}, by ${inDegrees(degrees)}.`,
  'trunk-leans': ({ degrees }: { degrees: number }) =>
    `Half of the time your trunk leans ${inDegrees(degrees)} or more from vertical.`,
  'plie-bends': ({ degrees }: { degrees: number }) =>
    `Your deepest plié bends your knees by ${inDegrees(degrees)}.`,
  'plie-bends-and-lowers': ({ degrees, percent }: { degrees: number; percent: number }) =>
    `Your deepest plié bends your knees by ${inDegrees(degrees)} and ${lowersHips(percent)}.`,
  'plie-lowers': ({ percent }: { percent: number }) => `Your deepest plié ${lowersHips(percent)}.`,
  'knee-inside-line': ({ side, degrees }: SideAndDegrees) =>
    `Your ${side} knee mostly falls ${inDegrees(degrees)} inside the line from hip to ankle when you stand on it.`,
} as const satisfies SentenceTexts;
