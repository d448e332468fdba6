import { sides } from '../body-parts.ts';
import { family, inSection } from './metric-entry.ts';

export const balanceMetrics = inSection('balance', {
  'balanced-share': {
    label: 'Time balanced over the feet',
    unit: '%',
    direction: 'more',
    explanation:
      'Share of the time on the floor with the centre of mass between the outer edges of the standing feet.',
  },
  'centre-in-base': {
    label: 'Centre of mass inside the edge of the feet, side to side',
    unit: 'S',
    direction: 'more',
    explanation:
      'Median distance from the centre of mass to the nearer edge of the standing feet; negative if it is outside.',
  },
  'margin-of-stability': {
    label: 'Margin of stability, side to side',
    unit: 'S',
    direction: 'more',
    explanation:
      'The same distance for the point that the centre of mass is moving to; negative if the dancer would fall without a step.',
  },
  'balance-holds': {
    label: 'Balances on one foot',
    unit: 'count',
    direction: 'more',
    explanation: 'Times of at least half a second on one foot with the body held still.',
  },
  'longest-balance': {
    label: 'Longest balance on one foot',
    unit: 's',
    direction: 'more',
    explanation: 'Duration of the longest balance on one foot.',
  },
  'balance-sway': {
    label: 'Sway in the longest balance (RMS)',
    unit: 'S',
    direction: 'lower-is-better',
    explanation:
      'Root mean square distance of the centre of mass from its mean position (Prieto et al. 1996).',
  },
  'balance-sway-path': {
    label: 'Path of the centre of mass in the longest balance',
    unit: 'S',
    direction: 'more',
    explanation:
      'Length of the path of the centre of mass; it grows with the duration of the balance.',
  },
});

export const legMetrics = inSection('legs', {
  plies: {
    label: 'Pliés',
    unit: 'count',
    direction: 'more',
    explanation:
      'Times that both knees bend and stretch again while both feet stand. Squats and lunges count too; a bounce on every beat, and the bends before and after a jump, do not.',
  },
  'plie-depth': {
    label: 'Deepest plié: bend of the knees',
    unit: '°',
    direction: 'more',
    explanation:
      'Mean bend of both knees at the deepest point, from how much shorter the legs are than when you stand straight; from any view.',
  },
  'plie-drop': {
    label: 'Deepest plié: hips lowered, share of their standing height',
    unit: '%',
    direction: 'more',
    explanation:
      'How far the hips come down while both feet stand, relative to their greatest height.',
  },
  ...family(
    sides,
    (side) => `${side}-leg-height`,
    (side) => ({
      label: `Highest lift of the ${side} leg`,
      unit: '°',
      direction: 'more',
      explanation: `Angle of the line from the ${side} hip to the ankle from straight down while the other leg stands: 90° is level. Not measured if the leg points at the camera.`,
    }),
  ),
  ...family(
    sides,
    (side) => `${side}-leg-hold`,
    (side) => ({
      label: `Longest hold of the ${side} leg in the air`,
      unit: 's',
      direction: 'more',
      explanation: `Longest time that the ${side} leg, lifted by 45° or more, stays within 10° of its highest point.`,
    }),
  ),
  ...family(
    sides,
    (side) => `${side}-turnout`,
    (side) => ({
      label: `Turnout of the ${side} foot, standing`,
      unit: '°',
      direction: 'more',
      explanation: `Angle between the direction of the ${side} foot and the front of the pelvis, seen from above; only while you stand still and square to the camera.`,
    }),
  ),
  turnout: {
    label: 'Turnout of both feet together, standing',
    unit: '°',
    direction: 'more',
    explanation: 'Sum of the turnout of both feet.',
  },
  ...family(
    sides,
    (side) => `${side}-knee-inside-line`,
    (side) => ({
      label: `Standing ${side} knee inside (+) or outside (−) the line from hip to ankle`,
      unit: '°',
      direction: 'signed',
      explanation: `Angle in the picture by which the ${side} knee leaves the line from hip to ankle while you stand on it and face the camera.`,
    }),
  ),
  ...family(
    sides,
    (side) => `${side}-knee-inside-toes`,
    (side) => ({
      label: `Bent ${side} knee turned in (+) or out (−) from the toes`,
      unit: '°',
      direction: 'signed',
      explanation: `Angle between the directions of the ${side} knee and foot, seen from above, while the foot stands and the knee is bent.`,
    }),
  ),
});

export const stepMetrics = inSection('steps', {
  turns: {
    label: 'Full turns',
    unit: 'count',
    direction: 'more',
    explanation: 'Number of full revolutions of the trunk about its long axis.',
  },
  'turns-left': {
    label: 'Full turns to the left',
    unit: 'count',
    direction: 'more',
    explanation: 'Full turns to the dancer’s left.',
  },
  'turns-right': {
    label: 'Full turns to the right',
    unit: 'count',
    direction: 'more',
    explanation: 'Full turns to the dancer’s right.',
  },
  revolutions: {
    label: 'Net revolutions: left (+) minus right (−)',
    unit: '1',
    direction: 'signed',
    explanation: 'Change of heading from the first to the last frame, in revolutions.',
  },
  jumps: {
    label: 'Jumps',
    unit: 'count',
    direction: 'more',
    explanation:
      'Times that both feet leave the floor and the body rises and falls in free flight.',
  },
  'jump-rise': {
    label: 'Highest jump: rise of the centre of mass',
    unit: 'S',
    direction: 'more',
    explanation: 'Rise of the centre of mass after take-off, in trunk lengths.',
  },
  'jump-height': {
    label: 'Highest jump, from its time in the air',
    unit: 'm',
    direction: 'more',
    explanation: 'Height `g t² / 8` of a jump of that duration (Bosco et al. 1983).',
  },
  'flight-time': {
    label: 'Longest time in the air',
    unit: 'ms',
    direction: 'more',
    explanation: 'Time from take-off to landing of the longest jump.',
  },
  'split-angle': {
    label: 'Widest split of the legs in a jump',
    unit: '°',
    direction: 'more',
    explanation:
      'Largest angle in the air between the lines from hip to ankle of both legs. Not measured if they open towards the camera.',
  },
});
