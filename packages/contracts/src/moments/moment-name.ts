import { type AngleJoint, angleJoints, type Side } from '../body-parts.ts';
import type { Moment, MomentKind } from './moment.ts';

/** Name for people, such as `Left knee most bent`. */
export function momentName({
  kind,
  side,
  metric,
}: Pick<Moment, 'kind' | 'side' | 'metric'>): string {
  return names[kind]({ side: side === null ? '' : `${side} `, joint: jointOf(metric), metric });
}

interface Named {
  /** With a space after it; empty if the moment has none. */
  readonly side: `${Side} ` | '';
  readonly joint: AngleJoint | undefined;
  readonly metric: string;
}

const jointOf = (metric: string): AngleJoint | undefined =>
  angleJoints.find((joint) => metric.includes(joint));

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Shape of a joint at its largest and at its smallest angle. */
const shapes = {
  elbow: ['straightest', 'most bent'],
  knee: ['straightest', 'most bent'],
  hip: ['straightest', 'most bent'],
  shoulder: ['furthest from the body', 'nearest to the body'],
  ankle: ['most pointed', 'most flexed'],
} as const satisfies Record<AngleJoint, readonly [largest: string, smallest: string]>;

const joints = {
  elbow: 'elbow',
  knee: 'knee',
  hip: 'hip',
  shoulder: 'arm',
  ankle: 'foot',
} as const;

function extreme({ side, joint }: Named, which: 0 | 1): string {
  return joint === undefined ? '' : capitalised(`${side}${joints[joint]} ${shapes[joint][which]}`);
}

const tilted: Readonly<Record<string, string>> = {
  'shoulder-tilt': 'Shoulders tilted most',
  'pelvis-tilt': 'Pelvis tilted most',
  'head-tilt': 'Head tilted most',
  'trunk-lean': 'Trunk leaning most',
};

const compared = ({ joint, metric }: Named): string =>
  joint ?? (metric.startsWith('arm') ? 'arm' : 'leg');

const names: Readonly<Record<MomentKind, (of: Named) => string>> = {
  jump: () => 'Jump',
  'split-leap': () => 'Leap with a split',
  turn: ({ side }) => `Full turn to the ${side.trim()}`,
  plie: () => 'Plié',
  balance: () => 'Balance on one foot',
  'leg-lift': ({ side }) => capitalised(`${side}leg in the air`),
  'typical-movement': () => 'Your usual timing',
  'missed-beats': () => 'Beats without a movement',
  'most-energy': () => 'Most energy',
  'least-energy': () => 'Least energy',
  'largest-angle': (of) => extreme(of, 0),
  'smallest-angle': (of) => extreme(of, 1),
  'side-difference': (of) => capitalised(`${of.side}${compared(of)} does more`),
  tilt: ({ metric }) => tilted[metric] ?? 'Tilted most',
  'knee-inside': ({ side }) => capitalised(`${side}knee inside the line`),
  'out-of-picture': () => 'Out of the picture',
};
