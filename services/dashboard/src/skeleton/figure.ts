import type { WorldLandmark } from '@dance-pose/contracts';
import {
  Color,
  CylinderGeometry,
  Group,
  InstancedMesh,
  Matrix4,
  MeshLambertMaterial,
  Quaternion,
  SphereGeometry,
  Vector3,
} from 'three';

/** Ids of two connected landmarks. */
export type Bone = readonly [from: number, to: number];

/** CSS colours of the dancer's left, right and middle. */
export interface Palette {
  readonly left: string;
  readonly right: string;
  readonly middle: string;
}

export interface Figure {
  readonly group: Group;
  /** Shows a pose. @returns the height of its lowest landmark. */
  pose(landmarks: readonly WorldLandmark[]): number;
  dispose(): void;
}

const limbRadiusM = 0.022;
const fineRadiusM = 0.011;
const firstOfBody = 11;
const isFace = (id: number): boolean => id < firstOfBody;
const isHandOrFoot = (id: number): boolean => (id >= 17 && id <= 22) || id >= 29;

const radiusOf = (...ids: readonly number[]): number =>
  ids.some((id) => isFace(id) || isHandOrFoot(id)) ? fineRadiusM : limbRadiusM;

/** Body landmarks with odd ids are the dancer's left side. */
const sideOf = (...ids: readonly number[]): keyof Palette => {
  if (ids.some(isFace) || new Set(ids.map((id) => id % 2)).size > 1) return 'middle';
  return (ids[0] ?? 0) % 2 === 1 ? 'left' : 'right';
};

const up = new Vector3(0, 1, 0);

/** y and z have the opposite sign in the scene. */
const pointOf = (mark: WorldLandmark | undefined): Vector3 =>
  mark === undefined ? new Vector3() : new Vector3(mark[0], -mark[1], -mark[2]);

/** Rods between landmarks and balls at joints, thick enough to show their direction in 3D. */
export function createFigure(bones: readonly Bone[], palette: Palette): Figure {
  const joints = [...new Set(bones.flat())].filter((id) => !isFace(id));
  const material = new MeshLambertMaterial();
  const rods = new InstancedMesh(new CylinderGeometry(1, 1, 1, 12), material, bones.length);
  const balls = new InstancedMesh(new SphereGeometry(1, 16, 12), material, joints.length);
  bones.forEach((bone, i) => {
    rods.setColorAt(i, new Color(palette[sideOf(...bone)]));
  });
  joints.forEach((id, i) => {
    balls.setColorAt(i, new Color(palette[sideOf(id)]));
  });
  const meshes = [rods, balls];
  // The figure is always near the origin, so culling would only cost time.
  for (const mesh of meshes) mesh.frustumCulled = false;
  return {
    group: new Group().add(...meshes),
    pose(landmarks) {
      const points = landmarks.map(pointOf);
      bones.forEach((bone, i) => {
        rods.setMatrixAt(i, rodBetween(points[bone[0]], points[bone[1]], radiusOf(...bone)));
      });
      joints.forEach((id, i) => {
        balls.setMatrixAt(i, ballAt(points[id], 1.25 * radiusOf(id)));
      });
      for (const { instanceMatrix } of meshes) instanceMatrix.needsUpdate = true;
      return Math.min(...points.map(({ y }) => y));
    },
    dispose() {
      for (const mesh of meshes) {
        mesh.geometry.dispose();
        mesh.dispose();
      }
      material.dispose();
    },
  };
}

function rodBetween(from = new Vector3(), to = new Vector3(), radius: number): Matrix4 {
  const along = to.clone().sub(from);
  const length = along.length();
  const turn = new Quaternion().setFromUnitVectors(up, along.normalize());
  const middle = from.clone().add(to).divideScalar(2);
  return new Matrix4().compose(middle, turn, new Vector3(radius, length, radius));
}

const ballAt = (at = new Vector3(), radius: number): Matrix4 =>
  new Matrix4().compose(at, new Quaternion(), new Vector3(radius, radius, radius));
