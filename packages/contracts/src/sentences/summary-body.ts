import type { AngleJoint, Limb, Side } from '../body-parts.ts';
import { type SentenceView, viewText } from '../views.ts';
import type { SentenceTexts } from './say-from.ts';
import { inDegrees, measured, otherSide } from './words.ts';

const lowersHips = ({ percent, percentError }: HipDrop): string => {
  const share =
    percentError === undefined ? `${Math.round(percent)} %` : measured(percent, '%', percentError);
  return `lowers your hips by ${share} of their height`;
};

export interface HipDrop {
  readonly percent: number;
  readonly percentError?: number;
}

export interface Plies {
  /** Number of pliés; missing if it is not known well enough. */
  readonly count?: number;
}

function deepestOf({ count }: Plies): string {
  if (count === undefined) return 'deepest plié';
  return count > 1 ? `deepest of ${count} pliés` : 'plié';
}

/** An angle in degrees; its error is missing if it is not known. */
export interface Degrees {
  readonly degrees: number;
  readonly error?: number;
}

export interface Further {
  readonly joint: AngleJoint;
  /** The side that moves further. */
  readonly side: Side;
  readonly degrees: number;
  readonly error?: number;
  readonly otherDegrees: number;
  readonly otherError?: number;
  readonly view: SentenceView;
}

/** Difference of a joint's ranges, with the errors of both in quadrature. */
const difference = ({ degrees, error, otherDegrees, otherError }: Further): string =>
  error === undefined || otherError === undefined
    ? inDegrees(degrees - otherDegrees)
    : inDegrees(degrees - otherDegrees, Math.hypot(error, otherError));

export interface Tilt extends Degrees {
  /** The lower side, or the side of the knee. */
  readonly side: Side;
  readonly view: SentenceView;
}

export interface WideRange extends Degrees {
  readonly side: Side;
  readonly joint: AngleJoint;
  readonly view: SentenceView;
}

export interface LimbMovesMore {
  readonly limb: Limb;
  readonly side: Side;
  readonly times: number;
  readonly error?: number;
}

/** Left against right, posture, and the work of the legs. */
export const bodySentences = {
  'joint-moves-further': (it: Further) => {
    const { joint, side, view } = it;
    const verb = joint === 'knee' || joint === 'elbow' ? 'bends' : 'moves';
    const [far, near] = [
      inDegrees(it.degrees, it.error),
      inDegrees(it.otherDegrees, it.otherError),
    ];
    return `Your ${side} ${joint} ${verb} ${difference(it)} further than the ${otherSide(side)} one (${far} against ${near}), ${viewText(view)}.`;
  },
  'limb-moves-more': ({ limb, side, times, error }: LimbMovesMore) => {
    const ratio = error === undefined ? times.toFixed(1) : measured(times, 'times', error);
    return `Your ${side} ${limb} moves ${ratio}${error === undefined ? ' times' : ''} as much as the ${otherSide(side)} one.`;
  },
  'limb-moves-alone': ({ limb, side }: { limb: Limb; side: Side }) =>
    `Almost only your ${side} ${limb} moves.`,
  'sides-equal': () => 'Your left and right sides move equally.',
  'held-level': ({ upright, view }: { upright: boolean; view: SentenceView }) =>
    `You mostly hold shoulders and pelvis level${upright ? ' and your trunk upright' : ''}, ${viewText(view)}.`,
  'trunk-held-upright': ({ view }: { view: SentenceView }) =>
    `You mostly hold your trunk upright, ${viewText(view)}.`,
  'joint-ranges-widely': ({ side, joint, degrees, error, view }: WideRange) =>
    `Your ${side} ${joint} moves through ${inDegrees(degrees, error)}, ${viewText(view)}.`,
  'shoulder-held-lower': ({ side, degrees, error, view }: Tilt) =>
    `Your ${side} shoulder is mostly held lower, by ${inDegrees(degrees, error)}, ${viewText(view)}.`,
  'pelvis-lower': ({ side, degrees, error, view }: Tilt) =>
    `Your pelvis is mostly lower on the ${side}, by ${inDegrees(degrees, error)}, ${viewText(view)}.`,
  'head-tilts': ({ side, degrees, error, view }: Tilt) =>
    `Your head mostly tilts to the ${side}, by ${inDegrees(degrees, error)}, ${viewText(view)}.`,
  'trunk-leans': ({ degrees, error, view }: Omit<Tilt, 'side'>) =>
    `Half of the time your trunk leans ${inDegrees(degrees, error)} or more from vertical, ${viewText(view)}.`,
  'plie-bends': (it: Plies & Degrees) =>
    `Your ${deepestOf(it)} bends your knees by ${inDegrees(it.degrees, it.error)}.`,
  'plie-bends-and-lowers': (it: Plies & Degrees & HipDrop) =>
    `Your ${deepestOf(it)} bends your knees by ${inDegrees(it.degrees, it.error)} and ${lowersHips(it)}.`,
  'plie-lowers': (it: Plies & HipDrop) => `Your ${deepestOf(it)} ${lowersHips(it)}.`,
  'knee-inside-line': ({ side, degrees, error, view }: Tilt) =>
    `Your ${side} knee mostly falls ${inDegrees(degrees, error)} inside the line from hip to ankle when you stand on it, ${viewText(view)}.`,
} as const satisfies SentenceTexts;
