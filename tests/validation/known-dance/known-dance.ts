import type { Choreography, Key, Move } from '@dance-pose/synthetic-dancer';

type Change = Key['change'];

/** Raises and lowers both arms, twice in four counts. */
const liftArms = (up: Change, down: Change): Key[] =>
  [1, 3].flatMap((at) => [
    { at, change: up },
    { at: at + 1, change: down },
  ]);

/** Kicks one leg to the side and back in two counts; the hips move the other way for balance. */
const sideKick = (at: number, side: 'left' | 'right', raise: number): Key[] => {
  const aside = (x: number): Change => ({ hips: { x: side === 'left' ? -x : x } });
  const leg = (change: object): Change => ({ [`${side}Leg`]: change });
  return [
    { at, change: { ...leg({ free: 1, raise, front: 12, knee: 5 }), ...aside(0.07) } },
    { at: at + 1, change: { ...leg({ free: 0 }), ...aside(0) } },
  ];
};

const atEase: Key = { at: 0, change: { hips: { bounce: 0, drop: 0.02 } } };

const armsDown: Change = {
  leftArm: { raise: 18, front: 10, elbow: 24, twist: 80 },
  rightArm: { raise: 18, front: 10, elbow: 24, twist: 80 },
};

/** Arms and legs move further on the right. */
const biasedToTheRight: Move = {
  name: 'more on the right',
  counts: 8,
  keys: [
    atEase,
    ...liftArms(
      {
        leftArm: { raise: 65, front: 8, elbow: 40, twist: 0 },
        rightArm: { raise: 125, front: 8, elbow: 70, twist: 0 },
      },
      armsDown,
    ),
    ...sideKick(5, 'right', 60),
    ...sideKick(7, 'left', 28),
  ],
};

/** Two turns to the left, with a rest between. */
const twoTurns: Move = {
  name: 'two turns',
  counts: 6,
  keys: [
    { at: 2, takes: 2, change: { facing: { turn: 360 } } },
    { at: 5, takes: 2, change: { facing: { turn: 720 } } },
  ],
};

const threeJumps: Move = {
  name: 'three jumps',
  counts: 8,
  leaps: [0, 2, 4].map((start) => ({ at: start + 1.55, counts: 0.85 })),
  keys: [0, 2, 4].flatMap((start) => [
    { at: start + 1, change: { hips: { drop: 0.2, lean: 10 }, ...armsDown } },
    {
      at: start + 1.75,
      takes: 0.6,
      change: { hips: { drop: 0.01, lean: 0 }, leftLeg: { heel: 40 }, rightLeg: { heel: 40 } },
    },
    {
      at: start + 2,
      change: {
        leftArm: { raise: 100, elbow: 30, twist: 0 },
        rightArm: { raise: 100, elbow: 30, twist: 0 },
      },
    },
    { at: start + 2.4, takes: 0.4, change: { leftLeg: { heel: 0 }, rightLeg: { heel: 0 } } },
  ]),
};

/** 22 counts: more on the right, two turns to the left, three jumps. */
export const knownDance: Choreography = [biasedToTheRight, twoTurns, threeJumps];

/** Even on both sides. Half a turn and back, a plié and a rise onto the toes resemble a turn and a jump. */
const even: Move = {
  name: 'even',
  counts: 12,
  keys: [
    atEase,
    ...liftArms(
      {
        leftArm: { raise: 100, front: 8, elbow: 70, twist: 0 },
        rightArm: { raise: 100, front: 8, elbow: 70, twist: 0 },
      },
      armsDown,
    ),
    ...sideKick(5, 'right', 45),
    ...sideKick(7, 'left', 45),
    { at: 9, change: { hips: { drop: 0.2 } } },
    { at: 10, change: { hips: { drop: 0.01 }, leftLeg: { heel: 38 }, rightLeg: { heel: 38 } } },
    {
      at: 11,
      change: { facing: { turn: 180 }, leftLeg: { heel: 0 }, rightLeg: { heel: 0 } },
    },
    { at: 12, change: { facing: { turn: 0 } } },
  ],
};

/** 12 counts with nothing to find: no favoured side, no full turn, no jump. */
export const evenDance: Choreography = [even];

/** Side-on to the camera, where knees and elbows bend in the picture plane. */
const sideOn: Move = {
  name: 'side on',
  counts: 8,
  keys: [
    { at: 0, takes: 0.1, change: { facing: { turn: 90 }, hips: { bounce: 0 } } },
    ...[1, 3, 5, 7].flatMap((at) => [
      {
        at,
        change: { hips: { drop: 0.22 }, rightArm: { raise: 20, front: 90, elbow: 95, twist: 0 } },
      },
      {
        at: at + 0.9,
        takes: 0.9,
        change: { hips: { drop: 0.01 }, rightArm: { raise: 35, front: 90, elbow: 20 } },
      },
    ]),
  ],
};

/** 8 counts of pliés and bent elbows, the right side to the camera. */
export const sideOnDance: Choreography = [sideOn];
