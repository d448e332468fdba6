import { type Choreography, type Move, mirrorMove } from './choreography.ts';
import type { PostureChange } from './posture.ts';

const feet = (halfWidth: number, turnOut = 14): PostureChange => ({
  leftLeg: { x: halfWidth, z: 0, turnOut, heel: 0, free: 0 },
  rightLeg: { x: -halfWidth, z: 0, turnOut, heel: 0, free: 0 },
});

/** Two counts: a step to the left, the arms sweep left, the right foot follows. */
const stepLeft: Move = {
  name: 'step left',
  counts: 2,
  keys: [
    {
      at: 0,
      change: {
        hips: { x: 0.06, tilt: 0, turn: 6, drop: 0.035, bounce: 0.02 },
        chest: { turn: 10, tilt: 7, lean: 0 },
        head: { turn: 12, tilt: -4, lean: 0 },
        leftArm: { raise: 70, front: 24, elbow: 66, twist: 10 },
        rightArm: { raise: 60, front: 60, elbow: 66, twist: 50 },
        leftLeg: { x: 0.24, turnOut: 16 },
      },
    },
    { at: 0.15, change: { rightLeg: { heel: 22, x: -0.12 } }, takes: 0.6 },
    {
      at: 1,
      change: {
        hips: { x: 0.09, tilt: 0, turn: 0, drop: 0.02 },
        chest: { turn: 0, tilt: 0 },
        head: { turn: 0, tilt: 4 },
        leftArm: { raise: 24, front: 30, elbow: 40, twist: 80 },
        rightArm: { raise: 24, front: 30, elbow: 40, twist: 80 },
        rightLeg: { x: 0.02, heel: 0 },
      },
      takes: 0.85,
    },
  ],
};

/** Four counts: a wave from the right hand over the shoulders to the left hand. */
const armWave: Move = {
  name: 'arm wave',
  counts: 4,
  keys: [
    {
      at: 0,
      change: {
        ...feet(0.17),
        hips: { x: 0, turn: 0, tilt: 0, drop: 0.03 },
        chest: { turn: 0, tilt: 0 },
        head: { turn: -14, tilt: 0 },
        rightArm: { raise: 106, front: 12, elbow: 62, twist: 180 },
        leftArm: { raise: 70, front: 12, elbow: 50, twist: 0 },
      },
    },
    {
      at: 1,
      change: {
        rightArm: { raise: 74, front: 12, elbow: 58, twist: 0 },
        chest: { tilt: 8 },
        hips: { x: 0.03, tilt: -4 },
      },
    },
    {
      at: 2,
      change: {
        leftArm: { raise: 106, front: 12, elbow: 62, twist: 180 },
        chest: { tilt: -8 },
        hips: { x: -0.03, tilt: 4 },
        head: { turn: 14 },
      },
    },
    {
      at: 3,
      change: {
        leftArm: { raise: 74, front: 12, elbow: 58, twist: 0 },
        chest: { tilt: 0 },
        hips: { x: 0, tilt: 0 },
      },
    },
  ],
};

/** Two counts: both arms up with the eyes following, then open with the trunk turned to the left. */
const reachAndTurn: Move = {
  name: 'reach and turn',
  counts: 2,
  keys: [
    {
      at: 0,
      change: {
        leftArm: { raise: 160, front: 16, elbow: 18, twist: 0 },
        rightArm: { raise: 160, front: 16, elbow: 18, twist: 0 },
        head: { lean: -12, turn: 0, tilt: 0 },
        hips: { drop: 0.01 },
        leftLeg: { heel: 24 },
        rightLeg: { heel: 24 },
      },
    },
    {
      at: 1,
      change: {
        leftArm: { raise: 82, front: 10, elbow: 44, twist: 0 },
        rightArm: { raise: 66, front: 52, elbow: 70, twist: 80 },
        hips: { turn: 8, drop: 0.03 },
        chest: { turn: 28, tilt: 3 },
        head: { lean: 0, turn: -12 },
        leftLeg: { heel: 0 },
        rightLeg: { heel: 0 },
      },
    },
  ],
};

/** Two counts: down into a wide turned-out second position, and up with the trunk turned to the right. */
const plie: Move = {
  name: 'plié',
  counts: 2,
  keys: [
    {
      at: 0,
      change: {
        ...feet(0.3, 48),
        hips: { turn: 0, drop: 0.2, bounce: 0 },
        chest: { turn: 0, tilt: 0 },
        head: { turn: 0 },
        leftArm: { raise: 62, front: 50, elbow: 58, twist: 60 },
        rightArm: { raise: 62, front: 50, elbow: 58, twist: 60 },
      },
    },
    {
      at: 1,
      change: {
        hips: { drop: 0.015, turn: -6 },
        chest: { turn: -26, tilt: -3 },
        head: { turn: 10 },
        leftArm: { raise: 68, front: 48, elbow: 62, twist: 70 },
        rightArm: { raise: 80, front: 12, elbow: 52, twist: 10 },
        leftLeg: { x: 0.13, turnOut: 20 },
        rightLeg: { x: -0.13, turnOut: 20 },
      },
    },
  ],
};

/** Two counts: the left leg kicks to the side, the arms balance, and the leg returns. */
const kickLeft: Move = {
  name: 'kick left',
  counts: 2,
  keys: [
    {
      at: 0,
      change: {
        leftLeg: { free: 1, raise: 58, front: 62, knee: 6 },
        hips: { x: -0.07, tilt: -6, turn: 0, drop: 0.02 },
        chest: { tilt: -8, turn: 0 },
        head: { tilt: 6, turn: 6 },
        leftArm: { raise: 70, front: 40, elbow: 50, twist: 60 },
        rightArm: { raise: 118, front: 14, elbow: 40, twist: 0 },
      },
      takes: 0.95,
    },
    {
      at: 1,
      change: {
        leftLeg: { free: 0, x: 0.13, turnOut: 14 },
        rightLeg: { x: -0.13, turnOut: 14 },
        hips: { x: 0, tilt: 0, drop: 0.02 },
        chest: { tilt: 0 },
        head: { tilt: 0, turn: 0 },
        leftArm: { raise: 40, front: 40, elbow: 50, twist: 80 },
        rightArm: { raise: 40, front: 40, elbow: 50, twist: 80 },
      },
      takes: 0.9,
    },
  ],
};

/** Two counts: down on the first, in the air on the second. */
const jump: Move = {
  name: 'jump',
  counts: 2,
  leaps: [{ at: 0.55, counts: 0.9 }],
  keys: [
    {
      at: 0,
      change: {
        hips: { drop: 0.24, lean: 14, x: 0, bounce: 0 },
        chest: { lean: 10 },
        head: { lean: -12 },
        leftArm: { raise: 30, front: -35, elbow: 24, twist: 90 },
        rightArm: { raise: 30, front: -35, elbow: 24, twist: 90 },
        leftLeg: { x: 0.11, turnOut: 14 },
        rightLeg: { x: -0.11, turnOut: 14 },
      },
    },
    {
      at: 0.75,
      change: {
        hips: { drop: 0.01, lean: 0 },
        chest: { lean: 0 },
        head: { lean: 0 },
        leftLeg: { heel: 42 },
        rightLeg: { heel: 42 },
      },
      takes: 0.55,
    },
    {
      at: 1.05,
      takes: 1.05,
      change: {
        leftArm: { raise: 130, front: 24, elbow: 34, twist: 0 },
        rightArm: { raise: 130, front: 24, elbow: 34, twist: 0 },
      },
    },
    { at: 1.5, change: { leftLeg: { heel: 0 }, rightLeg: { heel: 0 } }, takes: 0.4 },
    { at: 1.7, change: { hips: { drop: 0.14 }, chest: { lean: 6 } }, takes: 0.4 },
  ],
};

/** Two counts of eight that end where they start. */
export const demoChoreography: Choreography = [
  stepLeft,
  mirrorMove(stepLeft),
  armWave,
  reachAndTurn,
  plie,
  kickLeft,
  jump,
];
