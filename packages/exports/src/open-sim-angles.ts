import { type LandmarkName, landmarkId } from '@dance-pose/contracts';
import { angleDegrees } from '@dance-pose/movement';
import { unwrapped, withoutGaps } from './gap-filling.ts';
import {
  type Axes,
  cross,
  middle,
  minus,
  positionAt,
  unit,
  type Vector,
  type WorldTrack,
  within,
} from './open-sim-space.ts';

/** One angle of an OpenSim model over the clip, in degrees; NaN where it is unknown. */
export interface Coordinate {
  readonly name: string;
  readonly degrees: Float64Array;
}

/**
 * Joint angles as OpenSim's full-body models define them (A. Rajagopal et al. 2016, "Full-body musculoskeletal
 * model", IEEE Trans. Biomed. Eng. 63): flexion and dorsiflexion positive, adduction and internal rotation
 * positive on both sides, all zero for a dancer who stands upright with hanging arms. NaN where the limb is
 * parallel to the axis of rotation.
 */
export function openSimAngles(track: WorldTrack): Coordinate[] {
  const perFrame = <Value>(at: (frame: number) => Value): Value[] =>
    Array.from({ length: track.frameCount }, (_, frame) => at(frame));
  const ground = perFrame(() => groundAxes);
  const pelvis = perFrame((frame) => pelvisAxes(track, frame));
  const torso = perFrame((frame) => torsoAxes(track, frame));
  const [tilt, list, rotation] = orientation(ground, pelvis);
  // Forward bending of the trunk cannot be separated from pelvic tilt; all of it counts as tilt.
  const [, bending, twist] = orientation(pelvis, torso);
  return [
    { name: 'pelvis_tilt', degrees: tilt },
    { name: 'pelvis_list', degrees: list },
    { name: 'pelvis_rotation', degrees: rotation },
    ...legAngles(track, pelvis, 'right'),
    ...legAngles(track, pelvis, 'left'),
    { name: 'lumbar_bending', degrees: bending },
    { name: 'lumbar_rotation', degrees: twist },
    ...armAngles(track, torso, 'right'),
    ...armAngles(track, torso, 'left'),
  ];
}

type Side = 'left' | 'right';

function legAngles(track: WorldTrack, pelvis: readonly Axes[], side: Side): Coordinate[] {
  const [hip, knee, ankle, heel, toe] = pathsOf(track, side, [
    'Hip',
    'Knee',
    'Ankle',
    'Heel',
    'FootIndex',
  ]);
  const ball = ballJoint(pelvis, { near: hip, far: knee, tip: ankle, bends: 'back', side });
  return coordinatesOf(side, {
    hip_flexion: ball.flexion,
    hip_adduction: ball.adduction,
    hip_rotation: ball.rotation,
    knee_angle: signal(track, (i) => 180 - angleDegrees(hip(i), knee(i), ankle(i))),
    ankle_angle: signal(
      track,
      (i) => 90 - angleDegrees(minus(knee(i), ankle(i)), [0, 0, 0], minus(toe(i), heel(i))),
    ),
  });
}

function armAngles(track: WorldTrack, torso: readonly Axes[], side: Side): Coordinate[] {
  const [shoulder, elbow, wrist] = pathsOf(track, side, ['Shoulder', 'Elbow', 'Wrist']);
  const ball = ballJoint(torso, { near: shoulder, far: elbow, tip: wrist, bends: 'forward', side });
  return coordinatesOf(side, {
    arm_flex: ball.flexion,
    arm_add: ball.adduction,
    arm_rot: ball.rotation,
    elbow_flex: signal(track, (i) => 180 - angleDegrees(shoulder(i), elbow(i), wrist(i))),
  });
}

type Path = (frame: number) => Vector;

function pathsOf<const Parts extends readonly string[]>(
  track: WorldTrack,
  side: Side,
  parts: Parts,
): { [at in keyof Parts]: Path } {
  return parts.map((part): Path => {
    const id = landmarkId[`${side}${part}` as LandmarkName];
    return (frame) => positionAt(track, id, frame);
  }) as { [at in keyof Parts]: Path };
}

const signal = ({ frameCount }: WorldTrack, at: (frame: number) => number): Float64Array =>
  Float64Array.from({ length: frameCount }, (_, frame) => at(frame));

const coordinatesOf = (side: Side, angles: Readonly<Record<string, Float64Array>>): Coordinate[] =>
  Object.entries(angles).map(([name, degrees]) => ({ name: `${name}_${side.charAt(0)}`, degrees }));

const groundAxes: Axes = { forward: [1, 0, 0], up: [0, 1, 0], right: [0, 0, 1] };

const between = (track: WorldTrack, from: LandmarkName, to: LandmarkName, i: number): Vector =>
  minus(positionAt(track, landmarkId[to], i), positionAt(track, landmarkId[from], i));

/** Vector from the middle of the hips to the middle of the shoulders. */
const trunkAt = (track: WorldTrack, i: number): Vector => {
  const mid = (part: 'Hip' | 'Shoulder'): Vector =>
    middle(
      positionAt(track, landmarkId[`left${part}`], i),
      positionAt(track, landmarkId[`right${part}`], i),
    );
  return minus(mid('Shoulder'), mid('Hip'));
};

/** Right along the hips; up as close to the trunk as that allows. */
function pelvisAxes(track: WorldTrack, i: number): Axes {
  const right = unit(between(track, 'leftHip', 'rightHip', i));
  const forward = unit(cross(trunkAt(track, i), right));
  return { forward, up: cross(right, forward), right };
}

/** Up along the trunk; right as close to the shoulders as that allows. */
function torsoAxes(track: WorldTrack, i: number): Axes {
  const up = unit(trunkAt(track, i));
  const forward = unit(cross(up, between(track, 'leftShoulder', 'rightShoulder', i)));
  return { forward, up, right: cross(forward, up) };
}

const degreesOf = (radians: number): number => (radians * 180) / Math.PI;

const arcSine = (sine: number): number => Math.asin(Math.min(1, Math.max(-1, sine)));

/**
 * Rotation of one part of the body relative to another: about its own z, then x, then y axis, which OpenSim's
 * models call tilt or extension, list or bending, and rotation.
 */
function orientation(
  parents: readonly Axes[],
  children: readonly Axes[],
): [aboutZ: Float64Array, aboutX: Float64Array, aboutY: Float64Array] {
  const seen = children.map(({ forward, up, right }, i) => {
    const parent = parents[i] ?? groundAxes;
    return { x: within(parent, forward), y: within(parent, up), z: within(parent, right) };
  });
  const turn = (angle: (axes: { x: Vector; y: Vector; z: Vector }) => number): Float64Array =>
    unwrapped(Float64Array.from(seen, (axes) => degreesOf(angle(axes))));
  return [
    turn(({ y }) => Math.atan2(-y[0], y[1])),
    turn(({ y }) => arcSine(y[2])),
    turn(({ x, z }) => Math.atan2(-x[2], z[2])),
  ];
}

interface Limb {
  readonly near: Path;
  readonly far: Path;
  readonly tip: Path;
  /** Direction in which the tip moves on flexion: a shank moves back, a forearm forward. */
  readonly bends: 'back' | 'forward';
  readonly side: Side;
}

/** Sines of the minimum angles between a bone and a rotation axis for a defined rotation: 5° and 15°. */
const minSine = { raised: Math.sin(Math.PI / 36), bent: Math.sin(Math.PI / 12) };

/** Hip or shoulder: about z, then x, then along the bone, mirrored on the left as in OpenSim's models. */
function ballJoint(parents: readonly Axes[], { near, far, tip, bends, side }: Limb) {
  const mirror = side === 'right' ? 1 : -1;
  const bone = (from: Path, to: Path): Vector[] =>
    parents.map((axes, i) => within(axes, unit(minus(to(i), from(i)))));
  const upper = bone(near, far);
  const lower = bone(far, tip);
  const flexion = unwrapped(
    Float64Array.from(upper, ([x, y]) =>
      Math.hypot(x, y) < minSine.raised ? Number.NaN : degreesOf(Math.atan2(x, -y)),
    ),
  );
  const steady = withoutGaps(flexion);
  const rotation = unwrapped(
    Float64Array.from(lower, (vector, i) => {
      const [x, , z] = inBoneFrame(vector, steady[i] ?? Number.NaN, arcSine(-(upper[i]?.[2] ?? 0)));
      if (Math.hypot(x, z) < minSine.bent) return Number.NaN;
      return mirror * degreesOf(bends === 'back' ? Math.atan2(z, -x) : Math.atan2(-z, x));
    }),
  );
  const adduction = Float64Array.from(upper, ([, , z]) => mirror * degreesOf(arcSine(-z)));
  return { flexion, adduction, rotation };
}

/** Transforms a vector into the frame of a bone that is rotated about z (degrees) and then about x (radians). */
function inBoneFrame([x, y, z]: Vector, degreesAboutZ: number, aboutX: number): Vector {
  const aboutZ = (degreesAboutZ * Math.PI) / 180;
  const level = y * Math.cos(aboutZ) - x * Math.sin(aboutZ);
  return [
    x * Math.cos(aboutZ) + y * Math.sin(aboutZ),
    level * Math.cos(aboutX) + z * Math.sin(aboutX),
    z * Math.cos(aboutX) - level * Math.sin(aboutX),
  ];
}
