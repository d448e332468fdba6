import { type BodyShape, type Key, type Move, plie } from '@dance-pose/synthetic-dancer';
import type { Random } from '../../faults/random.ts';

type Change = Key['change'];

/** Makes a move of its kind, with random sizes. */
export type MoveMaker = (random: Random, body: Partial<BodyShape>) => Move;

const sides = ['left', 'right'] as const;
type Side = (typeof sides)[number];
const other = (side: Side): Side => (side === 'left' ? 'right' : 'left');
const outwards = (side: Side): number => (side === 'left' ? 1 : -1);

const level = { turn: 0, lean: 0, tilt: 0 };
const down = (x: number): Change => ({
  leftLeg: { x, z: 0, turnOut: 14, heel: 0, free: 0, lift: 0 },
  rightLeg: { x: -x, z: 0, turnOut: 14, heel: 0, free: 0, lift: 0 },
});

/** Starting position of a move: both feet down, hips and trunk upright, arms beside the body. */
const atEase = (random: Random): Key => {
  const arm = {
    ...{ raise: random.between(10, 40), front: random.between(0, 40) },
    ...{ elbow: random.between(10, 50), twist: 80 },
  };
  const hips = { ...level, x: 0, z: 0, drop: random.between(0, 0.03) };
  return {
    at: 0,
    change: {
      ...down(random.between(0.09, 0.2)),
      hips: { ...hips, bounce: random.chance(0.5) ? random.between(0, 0.025) : 0 },
      ...{ chest: level, head: level, leftArm: arm, rightArm: arm },
    },
  };
};

const anyArm = (random: Random) => ({
  ...{ raise: random.between(0, 170), front: random.between(-30, 100) },
  ...{ elbow: random.between(0, 130), twist: random.between(0, 180) },
});

export const plies: MoveMaker = (random, body) => {
  const position = random.pick(['parallel', 'first', 'second'] as const);
  const takes = random.pick([1, 1, 2]);
  const move = plie({ bend: random.between(25, 95), position, body, takes });
  const [first, deep] = move.keys as [Key, Key];
  const arms = { leftArm: anyArm(random), rightArm: anyArm(random) };
  return {
    ...move,
    keys: [
      { ...first, change: { ...first.change, chest: level, head: level } },
      { ...deep, change: { ...deep.change, ...arms } },
    ],
  };
};

export const squats: MoveMaker = (random, body) =>
  plie({
    ...{ bend: random.between(50, 105), position: 'parallel', body, takes: random.pick([1, 2]) },
    ...{ back: random.between(0.08, 0.25), lean: random.between(15, 40) },
  });

/** Lifts a straight or bent leg in one direction, holds it and puts it down. */
const lifted =
  (fronts: readonly [least: number, most: number]): MoveMaker =>
  (random) => {
    const side = random.pick(sides);
    const holds = random.pick([1, 1, 2]);
    const front = random.between(...fronts);
    const raise = random.between(35, 120);
    const leg = { free: 1, raise, front, knee: random.chance(0.7) ? 0 : random.between(20, 100) };
    const lean = Math.sin((front * Math.PI) / 180) < 0 ? random.between(5, 30) : 0;
    const over = { x: -outwards(side) * random.between(0.06, 0.1), lean, bounce: 0 };
    const aside = { leftArm: anyArm(random), rightArm: anyArm(random) };
    const up: Change = { [`${side}Leg`]: leg, hips: over, ...aside };
    return {
      name: 'leg in the air',
      counts: 3 + holds,
      keys: [
        atEase(random),
        { at: 1.5, takes: 1.2, change: up },
        { at: 1.5 + holds, takes: holds, change: { [`${side}Leg`]: { raise: raise - 1 } } },
        {
          at: 2.6 + holds,
          takes: 1,
          change: { [`${side}Leg`]: { free: 0 }, hips: { x: 0, lean: 0 } },
        },
      ],
    };
  };

export const legsInFront = lifted([60, 100]);
export const legsAside = lifted([0, 45]);
export const legsBehind = lifted([255, 290]);

export const splitLeaps: MoveMaker = (random) => {
  const side = random.pick(sides);
  const legs: Change = {
    [`${side}Leg`]: { free: 1, raise: random.between(55, 90), front: 90, knee: 0 },
    [`${other(side)}Leg`]: { free: 1, raise: random.between(45, 85), front: 270, knee: 0 },
  };
  return {
    name: 'split leap',
    counts: 4,
    leaps: [{ at: 1.45, counts: 1.1 }],
    keys: [
      atEase(random),
      { at: 1.2, change: { hips: { drop: 0.14, lean: 6, bounce: 0 } } },
      { at: 1.5, takes: 0.3, change: { hips: { drop: 0.01, lean: 0 } } },
      {
        at: 1.95,
        takes: 0.48,
        change: { ...legs, leftArm: anyArm(random), rightArm: anyArm(random) },
      },
      { at: 2.54, takes: 0.5, change: { leftLeg: { free: 0 }, rightLeg: { free: 0 } } },
      { at: 2.9, takes: 0.36, change: { hips: { drop: 0.1 } } },
    ],
  };
};

export const jumps: MoveMaker = (random) => {
  const heels = (heel: number): Change => ({ leftLeg: { heel }, rightLeg: { heel } });
  const counts = random.between(0.6, 0.9);
  return {
    name: 'jump',
    counts: 3,
    leaps: [{ at: 1.55, counts }],
    keys: [
      atEase(random),
      { at: 1, change: { hips: { drop: random.between(0.12, 0.24), lean: 10, bounce: 0 } } },
      { at: 1.75, takes: 0.6, change: { hips: { drop: 0.01, lean: 0 }, ...heels(40) } },
      { at: 2, change: { leftArm: anyArm(random), rightArm: anyArm(random) } },
      { at: 1.55 + counts, takes: 0.4, change: heels(0) },
      { at: 1.8 + counts, takes: 0.3, change: { hips: { drop: 0.1 } } },
    ],
  };
};

export const turns: MoveMaker = (random) => {
  const turn = random.pick([360, -360, 180, -180]);
  const takes = random.between(1.6, 3);
  const back = { at: 6, takes: 1.6, change: { facing: { turn: 0 } } };
  return {
    name: 'turn',
    counts: 7,
    keys: [
      atEase(random),
      { at: 3.2, takes, change: { facing: { turn } } },
      ...(Math.abs(turn) === 180 ? [back] : []),
    ],
  };
};

/** Arms alone, with a slight bounce. */
export const arms: MoveMaker = (random) => ({
  name: 'arms',
  counts: 4,
  keys: [
    atEase(random),
    ...[1, 2, 3].map((at) => {
      const leftArm = anyArm(random);
      const rightArm = random.chance(0.4) ? leftArm : anyArm(random);
      return { at, change: { leftArm, rightArm, head: { tilt: random.between(-12, 12) } } };
    }),
  ],
});

/** Steps from side to side, the arms swinging. */
export const steps: MoveMaker = (random) => {
  const far = random.between(0.15, 0.3);
  return {
    name: 'steps',
    counts: 4,
    keys: [
      atEase(random),
      { at: 1, change: { leftLeg: { x: far }, hips: { x: far / 3 }, rightArm: anyArm(random) } },
      { at: 2, change: { rightLeg: { x: far - 0.2 }, hips: { x: far / 2 } } },
      { at: 3, change: { rightLeg: { x: -far }, hips: { x: 0 }, leftArm: anyArm(random) } },
    ],
  };
};

/** Trunk and hips, with bends of the knees. */
export const trunk: MoveMaker = (random) => ({
  name: 'trunk',
  counts: 4,
  keys: [
    atEase(random),
    ...[1, 2, 3].map((at) => ({
      at,
      change: {
        chest: {
          ...{ turn: random.between(-35, 35), tilt: random.between(-20, 20) },
          lean: random.between(-8, 30),
        },
        hips: {
          ...{ x: random.between(-0.06, 0.06), tilt: random.between(-7, 7) },
          ...{ turn: random.between(-12, 12), drop: random.between(0, 0.16) },
        },
        rightArm: anyArm(random),
      },
    })),
  ],
});

/** One foot forward, the other back, and down between them. */
export const lunges: MoveMaker = (random) => {
  const far = random.between(0.2, 0.34);
  return {
    name: 'lunge',
    counts: 4,
    keys: [
      atEase(random),
      { at: 1, change: { leftLeg: { z: far }, rightLeg: { z: -far }, leftArm: anyArm(random) } },
      { at: 2, change: { hips: { drop: random.between(0.12, 0.26), bounce: 0 } } },
      { at: 3, change: { hips: { drop: 0.02 }, rightArm: anyArm(random) } },
    ],
  };
};

/** Onto the toes and down. */
export const rises: MoveMaker = (random) => ({
  name: 'rise',
  counts: 3,
  keys: [
    atEase(random),
    {
      at: 1,
      change: { leftLeg: { heel: 38 }, rightLeg: { heel: 38 }, leftArm: anyArm(random) },
    },
    { at: 2, change: { leftLeg: { heel: 0 }, rightLeg: { heel: 0 }, rightArm: anyArm(random) } },
  ],
});
