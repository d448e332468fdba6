import { angleJoints, laggedJoints, limbs, sides } from '../body-parts.ts';
import { family, inSection } from './metric-entry.ts';

export const alignmentMetrics = inSection('alignment', {
  'shoulder-tilt': {
    label: 'Tilt of the shoulders: left side higher (+) or lower (−)',
    unit: '°',
    direction: 'signed',
    explanation: 'Angle of the line through the shoulders from horizontal.',
  },
  'pelvis-tilt': {
    label: 'Tilt of the pelvis: left side higher (+) or lower (−)',
    unit: '°',
    direction: 'signed',
    explanation: 'Angle of the line through the hips from horizontal.',
  },
  'head-tilt': {
    label: 'Tilt of the head: left side higher (+) or lower (−)',
    unit: '°',
    direction: 'signed',
    explanation: 'Angle of the line through the ears from horizontal.',
  },
  'trunk-lean': {
    label: 'Lean of the trunk from vertical, to either side',
    unit: '°',
    direction: 'more',
    explanation: 'Angle of the line from the hips to the shoulders from vertical, in the picture.',
  },
});

const joints = angleJoints.flatMap((joint) => sides.map((side) => ({ joint, side })));

export const rangeMetrics = inSection('range', {
  ...family(
    joints,
    ({ side, joint }) => `${side}-${joint}-range`,
    ({ side, joint }) => ({
      label: `Range of motion, ${side} ${joint}`,
      unit: '°',
      direction: 'more',
      explanation: `Range of the angle at the ${side} ${joint} in the picture. Not measured if the limb points at the camera.`,
    }),
  ),
  ...family(
    joints,
    ({ side, joint }) => `${side}-${joint}-range-3d`,
    ({ side, joint }) => ({
      label: `Range of motion in 3D, ${side} ${joint}`,
      unit: '°',
      direction: 'more',
      explanation: `Range of the angle at the ${side} ${joint} in 3D. Works from every view, but rests on the estimated depth.`,
    }),
  ),
});

export const symmetryMetrics = inSection('symmetry', {
  ...family(
    angleJoints,
    (joint) => `${joint}-range-symmetry`,
    (joint) => ({
      label: `Range of motion, ${joint}s: more on the right (+) or left (−)`,
      unit: '%',
      direction: 'signed',
      explanation: `Symmetry index of the ranges of motion of both ${joint}s: in the picture if both were measured there, otherwise in 3D.`,
    }),
  ),
  ...family(
    limbs,
    (limb) => `${limb}-activity-symmetry`,
    (limb) => ({
      label: `Movement of the ${limb}s: more on the right (+) or left (−)`,
      unit: '%',
      direction: 'signed',
      explanation: `Symmetry index of the mean speeds of both ${limb === 'arm' ? 'wrists relative to the shoulders' : 'ankles relative to the hips'}.`,
    }),
  ),
  'mirror-symmetry': {
    label: 'Mirror symmetry of the pose (1 = perfect mirror image)',
    unit: '1',
    direction: 'more',
    explanation:
      'One minus the mean distance, in trunk lengths, between each joint and the mirror image of its counterpart.',
  },
  ...family(
    laggedJoints,
    (joint) => `${joint}-lag`,
    (joint) => ({
      label: `Right ${joint} later (+) or earlier (−) than the left one`,
      unit: 'ms',
      direction: 'signed',
      explanation: `Shift in time at which the angles of both ${joint}s correlate best. Not measured if the ${joint}s move differently.`,
    }),
  ),
});
