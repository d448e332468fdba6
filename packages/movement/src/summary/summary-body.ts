import {
  alikeUpTo,
  type CameraSide,
  isBeyondError,
  leastPlieBend,
  leastPlieDrop,
  levelUpTo,
  type Metric,
  type MetricId,
  type Sentence,
  type SentenceView,
  type Side,
  say,
  sides,
  squareView,
  unevenFrom,
} from '@dance-pose/contracts';
import {
  errorOf,
  isNotZero,
  isWithin,
  type Measured,
  type Statement,
  trusted,
  withError,
} from './summary-facts.ts';

/** Left against right, posture, and the work of the legs. */
export const bodyStatements = ({ metrics, view: { from } }: Measured): Statement[] => [
  ...sideStatements(metrics, from),
  ...carriageStatements(metrics, from),
  ...plieStatement(metrics),
  ...kneeStatements(metrics, from),
];

function sideStatements(metrics: readonly Metric[], from: CameraSide | null): Statement[] {
  const differences = [...rangeStatements(metrics, from ?? 'changing'), ...limbStatements(metrics)];
  if (differences.length > 0) return differences;
  return [...evenStatement(metrics), ...widestRange(metrics, from ?? 'changing')];
}

/** Degrees from which a range is wide. */
const wideRange = 60;

/** The joint that moves furthest. */
function widestRange(metrics: readonly Metric[], view: SentenceView): Statement[] {
  const [widest] = (['knee', 'hip', 'elbow', 'shoulder'] as const)
    .flatMap((joint) => sides.map((side) => ({ joint, side })))
    .map((one) => ({ ...one, degrees: trusted(metrics, `${one.side}-${one.joint}-range`) }))
    .filter(({ degrees }) => degrees >= wideRange)
    .toSorted((a, b) => b.degrees - a.degrees);
  if (widest === undefined) return [];
  const error = withError(errorOf(metrics, `${widest.side}-${widest.joint}-range`));
  return [{ sentence: say('joint-ranges-widely', { ...widest, ...error, view }), weight: 0.25 }];
}

/** Degrees and share by which one side must go further: twice the error of a knee angle. */
const leastDifference = 10;
const leastShare = 0.15;
const mostJoints = 2;

/** The joints that differ most. */
function rangeStatements(metrics: readonly Metric[], view: SentenceView): Statement[] {
  return (['knee', 'hip', 'elbow', 'shoulder'] as const)
    .map((joint) => ({
      joint,
      left: trusted(metrics, `left-${joint}-range`),
      right: trusted(metrics, `right-${joint}-range`),
      leftError: errorOf(metrics, `left-${joint}-range`),
      rightError: errorOf(metrics, `right-${joint}-range`),
    }))
    .filter(({ joint, left, right, leftError, rightError }) => {
      const least = Math.max(leastDifference, leastShare * Math.max(left, right));
      const comparable = !Number.isNaN(trusted(metrics, `${joint}-range-symmetry`));
      return (
        comparable &&
        Math.abs(right - left) >= least &&
        isBeyondError(right - left, leftError, rightError)
      );
    })
    .toSorted((a, b) => Math.abs(b.right - b.left) - Math.abs(a.right - a.left))
    .slice(0, mostJoints)
    .map(({ joint, left, right, leftError, rightError }) => {
      const isRight = right > left;
      const [error, otherError] = isRight ? [rightError, leftError] : [leftError, rightError];
      const sentence = say('joint-moves-further', {
        joint,
        side: isRight ? 'right' : 'left',
        degrees: Math.max(left, right),
        ...withError(error),
        otherDegrees: Math.min(left, right),
        ...(otherError === null ? {} : { otherError }),
        view,
      });
      return { sentence, weight: Math.min(0.8, 0.55 + Math.abs(right - left) / 200) };
    });
}

/** Ratio between the sides from which one of them hardly moves. */
const oneSided = 4;

const limbs = ['arm', 'leg'] as const;

const limbStatements = (metrics: readonly Metric[]): Statement[] =>
  limbs.flatMap((limb) => {
    const index = trusted(metrics, `${limb}-activity-symmetry`);
    // Converts the index 100 (R − L) / mean to the ratio of the larger to the smaller side.
    const times = (200 + Math.abs(index)) / (200 - Math.abs(index));
    if (!(Math.abs(index) >= unevenFrom) || !isNotZero(metrics, `${limb}-activity-symmetry`))
      return [];
    const indexError = errorOf(metrics, `${limb}-activity-symmetry`);
    const error = indexError === null ? null : (400 * indexError) / (200 - Math.abs(index)) ** 2;
    const side = index > 0 ? 'right' : 'left';
    return times >= oneSided
      ? [{ sentence: say('limb-moves-alone', { limb, side }), weight: 0.75 }]
      : [
          {
            sentence: say('limb-moves-more', { limb, side, times, ...withError(error) }),
            weight: 0.65,
          },
        ];
  });

function evenStatement(metrics: readonly Metric[]): Statement[] {
  const isEven = limbs.every((limb) => {
    const id = `${limb}-activity-symmetry` as const;
    return Math.abs(trusted(metrics, id)) <= alikeUpTo && isWithin(metrics, id, unevenFrom);
  });
  return isEven ? [{ sentence: say('sides-equal'), weight: 0.45 }] : [];
}

function carriageStatements(metrics: readonly Metric[], from: CameraSide | null): Statement[] {
  const faults = tiltStatements(metrics, from);
  return faults.length > 0 ? faults : uprightStatement(metrics, from);
}

/** Degrees within which a body looks upright. */
const upright = 5;

function uprightStatement(metrics: readonly Metric[], from: CameraSide | null): Statement[] {
  const isLevel = (id: MetricId): boolean =>
    Math.abs(trusted(metrics, id)) <= levelUpTo && isWithin(metrics, id, leastTilt);
  const isUpright =
    trusted(metrics, 'trunk-lean') <= upright && isWithin(metrics, 'trunk-lean', leastLean);
  if (!(isLevel('shoulder-tilt') && isLevel('pelvis-tilt'))) {
    const view = from ?? 'changing';
    return isUpright ? [{ sentence: say('trunk-held-upright', { view }), weight: 0.3 }] : [];
  }
  const sentence = say('held-level', { upright: isUpright, view: squareView(from) });
  return [{ sentence, weight: 0.3 }];
}

/** Degrees of a tilt that a teacher would see. */
const leastTilt = 5;
const leastHeadTilt = 8;
const leastLean = 10;

function tiltStatements(metrics: readonly Metric[], from: CameraSide | null): Statement[] {
  const tilt = (id: MetricId, least: number, toSentence: (tilt: Tilt) => Sentence): Statement[] => {
    const value = trusted(metrics, id);
    if (!(Math.abs(value) >= least) || !isNotZero(metrics, id)) return [];
    const degrees = Math.abs(value);
    const sentence = toSentence({
      side: value > 0 ? 'right' : 'left',
      degrees,
      ...withError(errorOf(metrics, id)),
      view: squareView(from),
    });
    return [{ sentence, weight: Math.min(0.6, 0.4 + degrees / 100) }];
  };
  return [
    ...tilt('shoulder-tilt', leastTilt, (it) => say('shoulder-held-lower', it)),
    ...tilt('pelvis-tilt', leastTilt, (it) => say('pelvis-lower', it)),
    ...tilt('head-tilt', leastHeadTilt, (it) => say('head-tilts', it)),
    ...tilt('trunk-lean', leastLean, ({ side: _, ...lean }) =>
      say('trunk-leans', { ...lean, view: from ?? 'changing' }),
    ),
  ];
}

interface Tilt {
  /** The lower side. */
  readonly side: Side;
  readonly degrees: number;
  readonly error?: number;
  readonly view: SentenceView;
}

function plieStatement(metrics: readonly Metric[]): Statement[] {
  const counted = trusted(metrics, 'plies');
  if (counted === 0) return [];
  const count = Number.isNaN(counted) ? {} : { count: counted };
  const bend = trusted(metrics, 'plie-depth');
  const percent = trusted(metrics, 'plie-drop');
  const percentError = errorOf(metrics, 'plie-drop');
  const drop = { ...count, percent, ...(percentError === null ? {} : { percentError }) };
  if (!(bend >= leastPlieBend)) return [];
  const depth = { ...count, degrees: bend, ...withError(errorOf(metrics, 'plie-depth')) };
  const sentence =
    percent >= leastPlieDrop
      ? say('plie-bends-and-lowers', { ...depth, ...drop })
      : say('plie-bends', depth);
  return [{ sentence, weight: 0.5 }];
}

/** Degrees inside the line from hip to ankle that are too many (frontal plane projection angle). */
const leastInside = 8;

const kneeStatements = (metrics: readonly Metric[], from: CameraSide | null): Statement[] =>
  (['left', 'right'] as const).flatMap((side) => {
    const id = `${side}-knee-inside-line` as const;
    const degrees = trusted(metrics, id);
    if (!(degrees >= leastInside) || !isNotZero(metrics, id)) return [];
    const error = withError(errorOf(metrics, id));
    const sentence = say('knee-inside-line', { side, degrees, ...error, view: squareView(from) });
    return [{ sentence, weight: 0.7 }];
  });
