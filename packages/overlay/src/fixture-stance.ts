import {
  type Landmark,
  type LandmarkName,
  landmarkNames,
  type OverlayOptions,
  type PoseFrame,
} from '@dance-pose/contracts';

export const size = { width: 360, height: 640 };
export const options: OverlayOptions = {
  style: 'skeleton',
  showAngles: false,
  angleJoints: ['elbow', 'shoulder', 'hip', 'knee'],
  showTrails: false,
  showBeats: false,
  showCentreOfMass: false,
  colour: 'orange-blue',
};

/** A person standing upright with arms and legs spread, facing the camera: their left is on the right. */
const stance: Record<string, readonly [x: number, y: number]> = {
  Shoulder: [0.12, 0.3],
  Elbow: [0.25, 0.3],
  Wrist: [0.37, 0.3],
  Pinky: [0.41, 0.31],
  Index: [0.42, 0.3],
  Thumb: [0.4, 0.285],
  Hip: [0.08, 0.55],
  Knee: [0.13, 0.7],
  Ankle: [0.18, 0.85],
  Heel: [0.17, 0.88],
  FootIndex: [0.22, 0.9],
};

function positionOf(name: LandmarkName): readonly [number, number] {
  const side = name.startsWith('left') ? 1 : -1;
  const [out, y] = stance[name.replace(/^(left|right)/, '')] ?? [0.03, 0.2];
  return [0.5 + side * out, y];
}

interface PersonOptions {
  readonly visibility?: Partial<Record<LandmarkName, number>>;
  readonly dx?: number;
  readonly id?: number;
}

export function frameOf(...people: readonly PersonOptions[]): PoseFrame {
  return {
    index: 0,
    timeMs: 0,
    people: people.map(({ visibility = {}, dx = 0, id = 0 }) => ({
      id,
      landmarks: landmarkNames.map((name): Landmark => {
        const [x, y] = positionOf(name);
        return [x + dx, y, 0, visibility[name] ?? 1, 1];
      }),
      world: [],
    })),
  };
}

/** Pixel position of a joint of {@link stance}. */
export const pixelOf = (name: LandmarkName): [number, number] => {
  const [x, y] = positionOf(name);
  return [x * size.width, y * size.height];
};
