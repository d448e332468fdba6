import type { ArmBones, LegBones } from './body.ts';
import { type Brush, type Colour, tint } from './brush.ts';
import { rounded } from './shape.ts';
import { add, between, scale, type Vector } from './space.ts';
import { ballOf, heelOf, toesOf } from './true-frame.ts';

/** Radii in metres at shares of the length of a bone. */
type Radii = readonly (readonly [share: number, radius: number])[];

const upperArmGirth: Radii = [
  [0.4, 0.047],
  [1, 0.039],
];
const sleeveGirth: Radii = [
  [0, 0.044],
  [0.18, 0.05],
  [0.58, 0.056],
];
const forearmGirth: Radii = [
  [0, 0.039],
  [0.25, 0.042],
  [1, 0.026],
];
const thighGirth: Radii = [
  [0, 0.08],
  [0.3, 0.08],
  [0.75, 0.064],
  [1, 0.056],
];
const shankGirth: Radii = [
  [0, 0.056],
  [0.3, 0.059],
  [0.7, 0.044],
  [0.92, 0.036],
];

function tube(
  brush: Brush,
  from: Vector,
  to: Vector,
  girth: Radii,
  colour: Colour,
  contrast = 1,
): void {
  const sections = girth.map(([share, radius]) => brush.ball(between(from, to, share), radius));
  brush.solid(rounded(sections), colour, { contrast });
}

export function paintUpperArm(brush: Brush, { shoulder, elbow }: ArmBones): void {
  tube(brush, shoulder, elbow, upperArmGirth, brush.colours.skin);
  tube(brush, shoulder, elbow, sleeveGirth, brush.colours.shirt, 0.7);
  brush.blend(shoulder, 0.046, brush.colours.shirt);
}

export function paintForearm(brush: Brush, arm: ArmBones): void {
  tube(brush, arm.elbow, arm.wrist, forearmGirth, brush.colours.skin);
  brush.blend(arm.elbow, 0.034, tint(brush.colours.skin, -0.05));
  paintHand(brush, arm);
}

function paintHand(brush: Brush, { wrist, along, thumbwards }: ArmBones): void {
  const at = (forward: number, aside: number): Vector =>
    add(wrist, add(scale(along, forward), scale(thumbwards, aside)));
  const finger = (knuckle: Vector, tip: Vector, radius: number): void =>
    brush.solid([brush.ball(knuckle, radius), brush.ball(tip, radius * 0.8)], brush.colours.skin, {
      contrast: 0.7,
    });
  finger(at(0.03, 0.02), at(0.098, 0.056), 0.0125);
  const palm = [brush.ball(wrist, 0.025), brush.ball(at(0.06, 0), 0.036)];
  const knuckles = [...brush.ball(at(0.085, 0.024), 0.014), ...brush.ball(at(0.08, -0.026), 0.013)];
  brush.solid([...palm, knuckles], brush.colours.skin, { contrast: 0.8 });
  for (const [aside, reach] of [
    [-0.028, 0.135],
    [-0.01, 0.165],
    [0.009, 0.172],
    [0.027, 0.16],
  ] as const) {
    finger(at(0.08, aside), at(reach, aside * 1.25), 0.0105);
  }
}

export function paintLeg(brush: Brush, leg: LegBones): void {
  paintShoe(brush, leg);
  tube(brush, leg.knee, leg.ankle, shankGirth, brush.colours.leggings);
  tube(brush, leg.hip, leg.knee, thighGirth, brush.colours.leggings);
  brush.blend(leg.knee, 0.05, tint(brush.colours.leggings, -0.08));
}

function paintShoe(brush: Brush, leg: LegBones): void {
  const raised = (point: Vector, by: number): Vector => add(point, scale(leg.upward, by));
  const sole = [
    [...brush.ball(raised(heelOf(leg), -0.002), 0.03)],
    [...brush.ball(raised(ballOf(leg), -0.006), 0.04)],
    [...brush.ball(raised(toesOf(leg), -0.004), 0.026)],
  ];
  brush.solid(sole, tint(brush.colours.shoes, -0.25), { contrast: 0.6 });
  const upper = [
    [
      ...brush.ball(raised(heelOf(leg), 0.012), 0.03),
      ...brush.ball(raised(leg.ankle, 0.005), 0.041),
    ],
    [...brush.ball(raised(ballOf(leg), 0.012), 0.037)],
    [...brush.ball(raised(toesOf(leg), 0.01), 0.022)],
  ];
  brush.solid(upper, brush.colours.shoes);
}
