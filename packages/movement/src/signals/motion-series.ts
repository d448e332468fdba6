import type { Series } from '@dance-pose/contracts';
import { type Signal, signalOf, valueAt } from '../series/signal.ts';
import { sides } from './angle-signals.ts';
import type { BodyMotion } from './body-motion.ts';

/** What is known of every frame, as named columns. */
export const motionSeries = (motion: BodyMotion): Series[] => [
  ...angleSeries(motion),
  ...postureSeries(motion),
  ...carriageSeries(motion),
  ...movementSeries(motion),
];

const column = (id: string, label: string, unit: string, signal: Signal): Series => ({
  id,
  label,
  unit,
  values: Array.from(signal, (value) => (Number.isFinite(value) ? value + 0 : null)),
});

const angleSeries = ({ angles }: BodyMotion): Series[] =>
  angles.flatMap(({ joint, side, inPicture, inSpace }) => {
    const name = `Angle of the ${side} ${joint}`;
    return [
      column(`${side}-${joint}-angle-2d`, `${name}, in the picture`, '°', inPicture),
      column(`${side}-${joint}-angle-3d`, `${name}, in space (approximate)`, '°', inSpace),
    ];
  });

const postureSeries = ({ tilts, legs, heading, square }: BodyMotion): Series[] => [
  column('shoulder-tilt', 'Tilt of the shoulders, left higher (+)', '°', tilts.shoulders),
  column('pelvis-tilt', 'Tilt of the pelvis, left higher (+)', '°', tilts.pelvis),
  column('head-tilt', 'Tilt of the head, left ear higher (+)', '°', tilts.head),
  column('trunk-lean', "Lean of the trunk, to the picture's right (+)", '°', tilts.trunk),
  ...sides.map((side) =>
    column(`${side}-turnout`, `Turnout of the ${side} foot (approximate)`, '°', legs[side].turnout),
  ),
  column('heading', 'Heading, to the left (+), 0 to the camera (approximate)', '°', heading),
  column('squareness', 'Square to the camera 1, side on 0', '1', square),
];

function carriageSeries({ centre, balance, feet, track }: BodyMotion): Series[] {
  const width = signalOf(
    track.frameCount,
    (i) => (valueAt(balance.baseTo, i) - valueAt(balance.baseFrom, i)) / track.scale.pixels,
  );
  return [
    column('centre-x', "Centre of mass, from the picture's left", 'px', centre.x),
    column('centre-y', "Centre of mass, from the picture's top", 'px', centre.y),
    column('base-from', 'Base of support, left edge in the picture', 'px', balance.baseFrom),
    column('base-to', 'Base of support, right edge in the picture', 'px', balance.baseTo),
    column('base-width', 'Base of support, width', 'S', width),
    column('centre-in-base', 'Centre of mass inside the base', 'S', balance.centreInBase),
    column('margin-of-stability', 'Margin of stability', 'S', balance.marginOfStability),
    ...sides.flatMap((side) => [
      column(`${side}-foot-contact`, `Contact of the ${side} foot`, '1', feet[side].contact),
      column(`${side}-foot-height`, `Height of the ${side} foot`, 'S', feet[side].height),
    ]),
  ];
}

const movementSeries = (motion: BodyMotion): Series[] => {
  const { speed, centreSpeed, energy, expansion, mirror, effort } = motion;
  return [
    column('body-speed', 'Mean speed of the joints', 'S/s', speed),
    column('centre-speed', 'Speed of the centre of mass', 'S/s', centreSpeed),
    ...motion.ends.map((end) =>
      column(`${end.id}-speed`, `Speed of the ${end.name}`, 'S/s', end.speed),
    ),
    column('kinetic-energy', 'Energy of the movement', 'S²/s²', energy),
    column('acceleration', 'Mean acceleration of the joints', 'S/s²', effort.time),
    column('jerk', 'Mean jerk of the joints', 'S/s³', effort.flow),
    column('expansion', 'Expansion: joints from the centre', 'S', expansion.reach),
    column('occupied-area', 'Area that the body spans', 'S²', expansion.area),
    column('compactness', 'Contraction: share of its box', '1', expansion.compactness),
    column('mirror-symmetry', 'Mirror symmetry (approximate)', '1', mirror),
  ];
};
