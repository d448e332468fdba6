import { type Series, type SeriesId, sides } from '@dance-pose/contracts';
import { type Signal, signalOf, valueAt } from '../series/signal.ts';
import type { BodyMotion } from './body-motion.ts';

/** Signals as the columns of `timeseries.csv`, in the order of the catalogue. */
export const motionSeries = (motion: BodyMotion): Series[] => [
  ...angleSeries(motion),
  ...postureSeries(motion),
  ...carriageSeries(motion),
  ...movementSeries(motion),
];

const column = (id: SeriesId, signal: Signal): Series => ({
  id,
  values: Array.from(signal, (value) => (Number.isFinite(value) ? value + 0 : null)),
});

const angleSeries = ({ angles }: BodyMotion): Series[] =>
  angles.flatMap(({ joint, side, inPicture, inSpace }) => [
    column(`${side}-${joint}-angle-2d`, inPicture),
    column(`${side}-${joint}-angle-3d`, inSpace),
  ]);

const postureSeries = ({ tilts, legs, heading, square }: BodyMotion): Series[] => [
  column('shoulder-tilt', tilts.shoulders),
  column('pelvis-tilt', tilts.pelvis),
  column('head-tilt', tilts.head),
  column('trunk-lean', tilts.trunk),
  ...sides.map((side) => column(`${side}-turnout`, legs[side].turnout)),
  column('heading', heading),
  column('squareness', square),
];

function carriageSeries({ centre, balance, feet, track }: BodyMotion): Series[] {
  const width = signalOf(
    track.frameCount,
    (i) => (valueAt(balance.baseTo, i) - valueAt(balance.baseFrom, i)) / track.scale.pixels,
  );
  return [
    column('centre-x', centre.x),
    column('centre-y', centre.y),
    column('base-from', balance.baseFrom),
    column('base-to', balance.baseTo),
    column('base-width', width),
    column('centre-in-base', balance.centreInBase),
    column('margin-of-stability', balance.marginOfStability),
    ...sides.flatMap((side) => [
      column(`${side}-foot-contact`, feet[side].contact),
      column(`${side}-foot-height`, feet[side].height),
    ]),
  ];
}

const movementSeries = (motion: BodyMotion): Series[] => {
  const { speed, centreSpeed, energy, expansion, mirror, effort } = motion;
  return [
    column('body-speed', speed),
    column('centre-speed', centreSpeed),
    ...motion.ends.map((end) => column(`${end.id}-speed`, end.speed)),
    column('kinetic-energy', energy),
    column('acceleration', effort.time),
    column('jerk', effort.flow),
    column('expansion', expansion.reach),
    column('occupied-area', expansion.area),
    column('compactness', expansion.compactness),
    column('mirror-symmetry', mirror),
  ];
};
