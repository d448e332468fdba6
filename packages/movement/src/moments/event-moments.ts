import { type Confidence, type Moment, type Side, sides } from '@dance-pose/contracts';
import { confidenceOf, corrected } from '../errors/error-model.ts';
import { findHolds } from '../metrics/balance-metrics.ts';
import { mostPlieError } from '../metrics/leg-metrics.ts';
import { lengthOf, mean, type Span, wholeOf } from '../series/signal.ts';
import { revolutionsIn } from '../signals/heading.ts';
import { type Danced, type Found, likeMetric, momentOf } from './moment-maker.ts';

/** Jumps, turns, pliés, balances and legs in the air. */
export const eventMoments = (danced: Danced): Moment[] =>
  [jumps, leaps, turns, plies, balances, legLifts]
    .flatMap((find) => find(danced))
    .map((found) => momentOf(found, danced));

const middleOf = ({ from, to }: Span): number => (from + to) / 2;
const spanOf = ({ from, to }: Span): Span => ({ from, to });

const jumps = (danced: Danced): Found[] =>
  danced.motion.jumps.map((jump) => ({
    kind: 'jump',
    ...spanOf(jump),
    peak: middleOf(jump),
    metric: 'jump-rise',
    value: jump.rise,
    unit: 'S',
    ...likeMetric(danced, 'jump-rise', jump.rise),
  }));

/** Degrees between the legs from which a jump is a leap. */
const leastSplit = 45;

const leaps = ({ motion }: Danced): Found[] =>
  motion.splits
    .filter(({ angle }) => angle >= leastSplit)
    .map(({ jump, peak, angle, error }) => ({
      kind: 'split-leap',
      ...spanOf(jump),
      peak,
      metric: 'split-angle',
      value: angle,
      unit: '°',
      ...known('split-angle', angle, error),
    }));

const turns = (danced: Danced): Found[] =>
  danced.motion.turns
    .filter((turn) => revolutionsIn(turn) > 0)
    .map((turn) => {
      const side = turn.degrees > 0 ? 'left' : 'right';
      const revolutions = Math.abs(turn.degrees) / 360;
      const { error, confidence } = likeMetric(danced, `turns-${side}`, revolutions);
      return {
        kind: 'turn',
        ...spanOf(turn),
        peak: middleOf(turn),
        side,
        metric: `turns-${side}`,
        value: Math.abs(turn.degrees),
        unit: '°',
        error: error === null ? null : 360 * error,
        confidence,
      };
    });

const plies = ({ motion }: Danced): Found[] =>
  motion.plies.map((plie) => ({
    kind: 'plie',
    ...spanOf(plie),
    peak: plie.peak,
    metric: 'plie-depth',
    value: plie.error <= mostPlieError ? plie.depth : Number.NaN,
    unit: '°',
    ...known('plie-depth', plie.depth, plie.error),
  }));

const balances = (danced: Danced): Found[] =>
  findHolds(danced.motion, wholeOf(danced.motion.speed)).map((hold) => {
    const seconds = lengthOf(hold) / danced.motion.track.fps;
    return {
      kind: 'balance',
      ...hold,
      peak: middleOf(hold),
      side: standingSide(danced, hold),
      metric: 'longest-balance',
      value: seconds,
      unit: 's',
      ...likeMetric(danced, 'longest-balance', seconds),
    };
  });

/** The leg that stands. */
function standingSide({ motion }: Danced, { from, to }: Span): Side {
  const [left = 0, right = 0] = sides.map((side) =>
    mean(motion.feet[side].contact.subarray(from, to)),
  );
  return left >= right ? 'left' : 'right';
}

const legLifts = ({ motion }: Danced): Found[] =>
  motion.legLifts.map((lift) => ({
    kind: 'leg-lift',
    ...spanOf(lift),
    peak: lift.peak,
    side: lift.side,
    metric: `${lift.side}-leg-height`,
    value: lift.height,
    unit: '°',
    ...known(`${lift.side}-leg-height`, lift.height, lift.error),
  }));

/** Interval of a value whose method gives its own error, and the confidence that follows from it. */
function known(
  id: 'plie-depth' | 'split-angle' | `${Side}-leg-height`,
  value: number,
  ownError: number,
): { error: number | null; confidence: Confidence } {
  if (Number.isNaN(ownError)) return { error: null, confidence: 'low' };
  const { error } = corrected({ id, value, ownError, terms: [], of: 'clip' });
  return {
    error: error ?? ownError,
    confidence: confidenceOf(id, { value, error: error ?? ownError }),
  };
}
