import type { Metric, MetricId } from '@dance-pose/contracts';
import { inDegrees, type Measured, type Statement, trusted } from './summary-facts.ts';

/** Left against right, posture, and the work of the legs. */
export const bodyStatements = ({ metrics }: Measured): Statement[] => [
  ...sideStatements(metrics),
  ...carriageStatements(metrics),
  ...plieStatement(metrics),
  ...kneeStatements(metrics),
];

function sideStatements(metrics: readonly Metric[]): Statement[] {
  const differences = [...rangeStatements(metrics), ...limbStatements(metrics)];
  return differences.length > 0 ? differences : evenStatement(metrics);
}

/** Degrees and share by which one side must go further: twice the error of a knee angle. */
const leastDifference = 10;
const leastShare = 0.15;
const mostJoints = 2;

/** The joints that differ most. */
function rangeStatements(metrics: readonly Metric[]): Statement[] {
  return (['knee', 'hip', 'elbow', 'shoulder'] as const)
    .map((joint) => ({
      joint,
      left: trusted(metrics, `left-${joint}-range`),
      right: trusted(metrics, `right-${joint}-range`),
    }))
    .filter(({ joint, left, right }) => {
      const least = Math.max(leastDifference, leastShare * Math.max(left, right));
      const comparable = !Number.isNaN(trusted(metrics, `${joint}-range-symmetry`));
      return comparable && Math.abs(right - left) >= least;
    })
    .toSorted((a, b) => Math.abs(b.right - b.left) - Math.abs(a.right - a.left))
    .slice(0, mostJoints)
    .map(({ joint, left, right }) => {
      const [more, less] = right > left ? ['right', 'left'] : ['left', 'right'];
      const verb = joint === 'knee' || joint === 'elbow' ? 'bends' : 'moves';
      const [far, near] = [Math.max(left, right), Math.min(left, right)].map(inDegrees);
      const text = `Your ${more} ${joint} ${verb} ${inDegrees(right - left)} further than the ${less} one (${far} against ${near}).`;
      return { text, weight: Math.min(0.8, 0.55 + Math.abs(right - left) / 200) };
    });
}

/** Ratios between the sides: below `uneven` they move equally, from `oneSided` on one side hardly moves. */
const uneven = 1.2;
const oneSided = 4;

const limbs = ['arm', 'leg'] as const;

const limbStatements = (metrics: readonly Metric[]): Statement[] =>
  limbs.flatMap((limb) => {
    const index = trusted(metrics, `${limb}-activity-symmetry`);
    // Converts the index 100 (R − L) / mean to the ratio of the larger to the smaller side.
    const times = (200 + Math.abs(index)) / (200 - Math.abs(index));
    if (!(times >= uneven)) return [];
    const [more, less] = index > 0 ? ['right', 'left'] : ['left', 'right'];
    if (times >= oneSided) {
      const text = `Almost only your ${more} ${limb} moves.`;
      return [{ text, weight: 0.75 }];
    }
    const text = `Your ${more} ${limb} moves ${times.toFixed(1)} times as much as the ${less} one.`;
    return [{ text, weight: 0.65 }];
  });

/** Symmetry index in % that cannot be seen. */
const even = 10;

function evenStatement(metrics: readonly Metric[]): Statement[] {
  const isEven = limbs.every(
    (limb) => Math.abs(trusted(metrics, `${limb}-activity-symmetry`)) <= even,
  );
  const text = 'Your left and right sides move equally.';
  return isEven ? [{ text, weight: 0.45 }] : [];
}

function carriageStatements(metrics: readonly Metric[]): Statement[] {
  const faults = tiltStatements(metrics);
  return faults.length > 0 ? faults : uprightStatement(metrics);
}

/** Degrees within which a body looks level and upright. */
const level = 3;
const upright = 5;

function uprightStatement(metrics: readonly Metric[]): Statement[] {
  const isLevel = (id: MetricId): boolean => Math.abs(trusted(metrics, id)) <= level;
  if (!(isLevel('shoulder-tilt') && isLevel('pelvis-tilt'))) return [];
  const lean = trusted(metrics, 'trunk-lean');
  const also = lean <= upright ? ' and your trunk upright' : '';
  return [{ text: `You mostly hold shoulders and pelvis level${also}.`, weight: 0.3 }];
}

/** Degrees of a tilt that a teacher would see. */
const leastTilt = 5;
const leastHeadTilt = 8;
const leastLean = 10;

function tiltStatements(metrics: readonly Metric[]): Statement[] {
  const tilt = (id: MetricId, least: number, say: (lower: string, by: string) => string) => {
    const value = trusted(metrics, id);
    if (!(Math.abs(value) >= least)) return [];
    const text = say(value > 0 ? 'right' : 'left', inDegrees(value));
    return [{ text, weight: Math.min(0.6, 0.4 + Math.abs(value) / 100) }];
  };
  return [
    ...tilt(
      'shoulder-tilt',
      leastTilt,
      (lower, by) => `Your ${lower} shoulder is mostly held lower, by ${by}.`,
    ),
    ...tilt(
      'pelvis-tilt',
      leastTilt,
      (lower, by) => `Your pelvis is mostly lower on the ${lower}, by ${by}.`,
    ),
    ...tilt(
      'head-tilt',
      leastHeadTilt,
      (lower, by) => `Your head mostly tilts to the ${lower}, by ${by}.`,
    ),
    ...tilt(
      'trunk-lean',
      leastLean,
      (_, by) => `Half of the time your trunk leans ${by} or more from vertical.`,
    ),
  ];
}

/** Degrees of bend, and % of the height of the hips: less is a soft knee and not a plié. */
const leastPlie = 30;
const leastDrop = 10;

function plieStatement(metrics: readonly Metric[]): Statement[] {
  const bend = trusted(metrics, 'plie-depth');
  const drop = trusted(metrics, 'plie-drop');
  const lowered = `lowers your hips by ${Math.round(drop)} % of their height`;
  if (bend >= leastPlie) {
    const also = drop >= leastDrop ? ` and ${lowered}` : '';
    return [
      { text: `Your deepest plié bends your knees by ${inDegrees(bend)}${also}.`, weight: 0.5 },
    ];
  }
  const deep = Number.isNaN(bend) && drop >= leastDrop;
  return deep ? [{ text: `Your deepest plié ${lowered}.`, weight: 0.4 }] : [];
}

/** Degrees inside the line from hip to ankle that are too many (frontal plane projection angle). */
const leastInside = 8;

const kneeStatements = (metrics: readonly Metric[]): Statement[] =>
  (['left', 'right'] as const).flatMap((side) => {
    const inside = trusted(metrics, `${side}-knee-inside-line`);
    if (!(inside >= leastInside)) return [];
    const text = `Your ${side} knee mostly falls ${inDegrees(inside)} inside the line from hip to ankle when you stand on it.`;
    return [{ text, weight: 0.7 }];
  });
