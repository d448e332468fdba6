import {
  isBeyondError,
  type Limb,
  limbs,
  type MetricId,
  type Moment,
  type Side,
  sides,
} from '@dance-pose/contracts';
import { runsWhere, type Signal, type Span, valueAt, wholeOf } from '../series/signal.ts';
import { type Danced, type Found, knownMetric, likeMetric, momentOf } from './moment-maker.ts';

/** Energy of the phrases, the busier limbs, posture, and times out of the picture. */
export const courseMoments = (danced: Danced): Moment[] =>
  [energy, busierLimbs, tilts, kneesInside, absences]
    .flatMap((find) => find(danced))
    .map((found) => momentOf(found, danced));

/** The phrases with the most and the least energy, if they differ by more than their errors. */
function energy({ phrases, motion }: Danced): Found[] {
  const known = phrases
    .flatMap(({ span, metrics }) => {
      const found = knownMetric(metrics, 'kinetic-energy');
      if (found === undefined) return [];
      return [{ span, value: found.value, error: found.error, confidence: found.confidence }];
    })
    .toSorted((a, b) => b.value - a.value);
  const [most, least] = [known[0], known.at(-1)];
  if (most === undefined || least === undefined || most === least) return [];
  if (!isBeyondError(most.value - least.value, most.error, least.error)) return [];
  const loudest = extremeFrame(motion.energy, most.span, 1);
  const place = { metric: 'kinetic-energy', unit: 'S²/s²' } as const;
  return [
    { kind: 'most-energy', ...most, ...most.span, peak: loudest, ...place },
    { kind: 'least-energy', ...least, ...least.span, peak: least.span.from, ...place },
  ];
}

/** @param sign 1 for the largest, −1 for the smallest value. */
function extremeFrame(signal: Signal, { from, to }: Span, sign: 1 | -1): number {
  let [best, most] = [from, Number.NEGATIVE_INFINITY];
  for (let i = from; i < to; i += 1) {
    const value = sign * valueAt(signal, i);
    if (value > most) [best, most] = [i, value];
  }
  return best;
}

/** Length of the part that is shown for something that lasts, in seconds. */
const partSeconds = 2;

function busierLimbs(danced: Danced): Found[] {
  return limbs.flatMap((limb) => {
    const id = `${limb}-activity-symmetry` as const;
    const index = knownMetric(danced.metrics, id);
    if (index === undefined || index.error === null) return [];
    if (!isBeyondError(index.value, index.error)) return [];
    const side: Side = index.value > 0 ? 'right' : 'left';
    return [
      {
        kind: 'side-difference',
        ...busiestPart(danced, limb, side),
        side,
        metric: id,
        value: Math.abs(index.value),
        unit: '%',
        error: index.error,
        confidence: index.confidence,
      },
    ];
  });
}

/** The part of the clip in which one side does most more than the other, and the frame in which it does. */
function busiestPart({ motion }: Danced, limb: Limb, side: Side): Span & { readonly peak: number } {
  const { fps, frameCount } = motion.track;
  const own = motion.limbs[limb][side];
  const other = motion.limbs[limb][side === 'left' ? 'right' : 'left'];
  const length = Math.min(frameCount, Math.round(partSeconds * fps));
  const excess = own.map((speed, i) => {
    const difference = speed - valueAt(other, i);
    return Number.isNaN(difference) ? 0 : difference;
  });
  let sum = excess.subarray(0, length).reduce((total, value) => total + value, 0);
  let [best, most] = [0, sum];
  for (let from = 1; from + length <= frameCount; from += 1) {
    sum += valueAt(excess, from + length - 1) - valueAt(excess, from - 1);
    if (sum > most) [best, most] = [from, sum];
  }
  const part = { from: best, to: best + length };
  return { ...part, peak: extremeFrame(excess, part, 1) };
}

function tilts(danced: Danced): Found[] {
  const { frontalTilts, lean } = danced.motion;
  return [
    ...mostTilted(danced, 'shoulder-tilt', frontalTilts.shoulders),
    ...mostTilted(danced, 'pelvis-tilt', frontalTilts.pelvis),
    ...mostTilted(danced, 'head-tilt', frontalTilts.head),
    ...mostTilted(danced, 'trunk-lean', lean),
  ];
}

const mostTilted = (danced: Danced, id: MetricId, signal: Signal): Found[] =>
  strongest(danced, id, signal).map((found) => ({ kind: 'tilt', ...found }));

function kneesInside(danced: Danced): Found[] {
  const { kneeInsideLine } = danced.motion.standing;
  return sides.flatMap((side) => {
    const id = `${side}-knee-inside-line` as const;
    const isInside = (knownMetric(danced.metrics, id)?.value ?? 0) > 0;
    return isInside
      ? strongest(danced, id, kneeInsideLine[side]).map((found) => ({
          kind: 'knee-inside',
          side,
          ...found,
        }))
      : [];
  });
}

/** The frame with the strongest angle to the side that is usual for the dancer; none if neither side is. */
function strongest(danced: Danced, id: MetricId, signal: Signal): Omit<Found, 'kind'>[] {
  const usual = knownMetric(danced.metrics, id);
  if (usual === undefined || !isBeyondError(usual.value, usual.error)) return [];
  const { fps, frameCount } = danced.motion.track;
  const peak = extremeFrame(signal, wholeOf(signal), usual.value < 0 ? -1 : 1);
  const value = valueAt(signal, peak);
  const reach = Math.round((partSeconds / 2) * fps);
  return [
    {
      from: Math.max(0, peak - reach),
      to: Math.min(frameCount, peak + reach),
      peak,
      metric: id,
      value,
      unit: '°',
      ...likeMetric(danced, id, value),
    },
  ];
}

/** Shorter gaps are not worth a look. */
const leastAbsenceSeconds = 0.5;

function absences({ motion: { track } }: Danced): Found[] {
  const all: Span = { from: 0, to: track.frameCount };
  return runsWhere(all, (i) => track.pixels.every(({ x }) => Number.isNaN(valueAt(x, i))))
    .filter(({ from, to }) => to - from >= leastAbsenceSeconds * track.fps)
    .map(({ from, to }) => ({
      kind: 'out-of-picture',
      ...{ from, to, peak: from },
      metric: 'in-sight',
      value: (to - from) / track.fps,
      unit: 's',
      error: 1 / track.fps,
      confidence: 'high',
    }));
}
