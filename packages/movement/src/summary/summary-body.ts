import { type Metric, type MetricId, type Sentence, type Side, say } from '@dance-pose/contracts';
import { type Measured, type Statement, trusted } from './summary-facts.ts';

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
      const sentence = say('joint-moves-further', {
        joint,
        side: right > left ? 'right' : 'left',
        degrees: Math.max(left, right),
        otherDegrees: Math.min(left, right),
      });
      return { sentence, weight: Math.min(0.8, 0.55 + Math.abs(right - left) / 200) };
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
    const side = index > 0 ? 'right' : 'left';
    return times >= oneSided
      ? [{ sentence: say('limb-moves-alone', { limb, side }), weight: 0.75 }]
      : [{ sentence: say('limb-moves-more', { limb, side, times }), weight: 0.65 }];
  });

/** Symmetry index in % that cannot be seen. */
const even = 10;

function evenStatement(metrics: readonly Metric[]): Statement[] {
  const isEven = limbs.every(
    (limb) => Math.abs(trusted(metrics, `${limb}-activity-symmetry`)) <= even,
  );
  return isEven ? [{ sentence: say('sides-equal'), weight: 0.45 }] : [];
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
  const isUpright = trusted(metrics, 'trunk-lean') <= upright;
  return [{ sentence: say('held-level', { upright: isUpright }), weight: 0.3 }];
}

/** Degrees of a tilt that a teacher would see. */
const leastTilt = 5;
const leastHeadTilt = 8;
const leastLean = 10;

function tiltStatements(metrics: readonly Metric[]): Statement[] {
  const tilt = (id: MetricId, least: number, toSentence: (tilt: Tilt) => Sentence): Statement[] => {
    const value = trusted(metrics, id);
    if (!(Math.abs(value) >= least)) return [];
    const degrees = Math.abs(value);
    const sentence = toSentence({ side: value > 0 ? 'right' : 'left', degrees });
    return [{ sentence, weight: Math.min(0.6, 0.4 + degrees / 100) }];
  };
  return [
    ...tilt('shoulder-tilt', leastTilt, (it) => say('shoulder-held-lower', it)),
    ...tilt('pelvis-tilt', leastTilt, (it) => say('pelvis-lower', it)),
    ...tilt('head-tilt', leastHeadTilt, (it) => say('head-tilts', it)),
    ...tilt('trunk-lean', leastLean, ({ degrees }) => say('trunk-leans', { degrees })),
  ];
}

interface Tilt {
  /** The lower side. */
  readonly side: Side;
  readonly degrees: number;
}

/** Degrees of bend, and % of the height of the hips: less is a soft knee and not a plié. */
const leastPlie = 30;
const leastDrop = 10;

function plieStatement(metrics: readonly Metric[]): Statement[] {
  const bend = trusted(metrics, 'plie-depth');
  const percent = trusted(metrics, 'plie-drop');
  if (bend >= leastPlie) {
    const sentence =
      percent >= leastDrop
        ? say('plie-bends-and-lowers', { degrees: bend, percent })
        : say('plie-bends', { degrees: bend });
    return [{ sentence, weight: 0.5 }];
  }
  const deep = Number.isNaN(bend) && percent >= leastDrop;
  return deep ? [{ sentence: say('plie-lowers', { percent }), weight: 0.4 }] : [];
}

/** Degrees inside the line from hip to ankle that are too many (frontal plane projection angle). */
const leastInside = 8;

const kneeStatements = (metrics: readonly Metric[]): Statement[] =>
  (['left', 'right'] as const).flatMap((side) => {
    const inside = trusted(metrics, `${side}-knee-inside-line`);
    if (!(inside >= leastInside)) return [];
    const sentence = say('knee-inside-line', { side, degrees: inside });
    return [{ sentence, weight: 0.7 }];
  });
