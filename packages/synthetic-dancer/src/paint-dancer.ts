import type { Body } from './body.ts';
import type { Brush } from './brush.ts';
import { fromCamera } from './camera.ts';
import { paintHead, paintNeck } from './paint-head.ts';
import { paintForearm, paintLeg, paintUpperArm } from './paint-limbs.ts';
import { rounded } from './shape.ts';
import { add, between, rotate, type Vector } from './space.ts';

interface Layer {
  /** Position towards the camera, in metres. */
  readonly depth: number;
  readonly paint: () => void;
}

/** Paints the dancer part by part, the farthest first. */
export function paintDancer(brush: Brush, body: Body): void {
  const { leftArm, rightArm, leftLeg, rightLeg, hips, chest, head } = body;
  const [, down, away] = fromCamera(brush.camera, [0, 1, 0]);
  const near = ([, y, z]: Vector): number => -down * z - away * y;
  const midway = (a: Vector, b: Vector): number => near(between(a, b, 0.5));
  const layers: Layer[] = [
    { depth: midway(chest.neckBase, hips.centre), paint: () => paintTrunk(brush, body) },
    { depth: near(head.centre) + 0.02, paint: () => paintHead(brush, head) },
    ...[leftLeg, rightLeg].map((leg) => {
      const thigh = midway(leg.hip, leg.knee);
      const inFront = thigh - near(hips.centre) > levelThigh;
      return {
        depth: inFront ? thigh : thigh - thighsUnderShirt,
        paint: () => paintLeg(brush, leg),
      };
    }),
    ...[leftArm, rightArm].flatMap((arm) => [
      {
        depth: midway(arm.shoulder, arm.elbow) + armsBesideTrunk,
        paint: () => paintUpperArm(brush, arm),
      },
      {
        depth: midway(arm.elbow, arm.wrist) + armsBesideTrunk,
        paint: () => paintForearm(brush, arm),
      },
    ]),
  ];
  const backToFront = layers.toSorted((a, b) => a.depth - b.depth);
  for (const { paint } of backToFront) paint();
}

/** Depth offsets in metres for parts at the same depth, so that the right one is on top. */
const thighsUnderShirt = 0.22;
const armsBesideTrunk = 0.06;
/** A thigh whose middle is this many metres nearer than the hips is raised towards the camera, in front of the shirt. */
const levelThigh = 0.18;

function paintTrunk(brush: Brush, body: Body): void {
  const { hips, waist, chest } = body;
  const onHips = (y: number): Vector => add(hips.centre, rotate(hips.frame, [0, y, 0]));
  const onChest = (y: number): Vector => add(chest.neckBase, rotate(chest.frame, [0, y, 0]));
  const waistSlice = brush.slice(waist, chest.frame, 0.128, 0.092);
  brush.solid(
    [
      brush.slice(onHips(-0.085), hips.frame, 0.09, 0.07),
      brush.slice(onHips(-0.02), hips.frame, 0.168, 0.11),
      brush.slice(onHips(0.04), hips.frame, 0.15, 0.1),
    ],
    brush.colours.leggings,
  );
  paintNeck(brush, body);
  const shirt = [
    brush.slice(onHips(-0.04), hips.frame, 0.181, 0.116),
    brush.slice(onHips(0.04), hips.frame, 0.164, 0.106),
    waistSlice,
    brush.slice(onChest(-0.24), chest.frame, 0.146, 0.098),
    brush.slice(onChest(-0.13), chest.frame, 0.168, 0.106),
    brush.slice(onChest(-0.045), chest.frame, 0.176, 0.08),
    brush.slice(onChest(0.005), chest.frame, 0.12, 0.064),
    brush.slice(onChest(0.026), chest.frame, 0.062, 0.054),
  ];
  const shoulders = ([1, -1] as const).map((side) => {
    const { shoulder } = side === 1 ? body.leftArm : body.rightArm;
    const collarbone = add(chest.neckBase, rotate(chest.frame, [side * 0.1, -0.055, 0]));
    return [brush.ball(collarbone, 0.066), brush.ball(shoulder, 0.049)];
  });
  brush.solid(rounded(shirt), brush.colours.shirt, { branches: shoulders });
  paintNeckline(brush, body);
}

/** Skin in the opening of the shirt; hidden from behind. */
function paintNeckline(brush: Brush, { chest }: Body): void {
  if (chest.frame[2][2] < 0.1) return;
  const at = (x: number, y: number, z: number): Vector =>
    add(chest.neckBase, rotate(chest.frame, [x, y, z]));
  const outline = [
    at(0.062, 0.026, 0.02),
    at(0.045, -0.012, 0.06),
    at(0.02, -0.04, 0.082),
    at(-0.02, -0.04, 0.082),
    at(-0.045, -0.012, 0.06),
    at(-0.062, 0.026, 0.02),
  ];
  brush.solid([outline.map((point) => brush.project(point))], brush.colours.skin, {
    contrast: 0.4,
  });
}
