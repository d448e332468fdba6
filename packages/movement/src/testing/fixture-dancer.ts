import {
  type Landmark,
  type LandmarkName,
  landmarkId,
  landmarkNames,
  type PoseFrame,
  type WorldLandmark,
} from '@dance-pose/contracts';

/** Metres in the room: x to the right of the picture, y down from the floor (up is negative), z from the camera. */
export type Point3 = readonly [x: number, y: number, z: number];
export type Stance = Readonly<Record<LandmarkName, Point3>>;

/** Camera of the fixture: far away, 200 pixels per metre, 30 fps. */
export const camera = { width: 1000, height: 800, fps: 30 } as const;
const pixelsPerMetre = 200;

/** Trunk of 0.5 m, so S is 100 pixels. Faces the camera, left hand on the right of the picture, arms hanging. */
export const standing: Stance = mirrored({
  nose: [0, -1.5, -0.1],
  leftEyeInner: [0.02, -1.54, -0.09],
  leftEye: [0.03, -1.54, -0.09],
  leftEyeOuter: [0.04, -1.54, -0.08],
  leftEar: [0.07, -1.52, 0],
  mouthLeft: [0.03, -1.46, -0.09],
  leftShoulder: [0.18, -1.35, 0],
  leftElbow: [0.2, -1.07, 0],
  leftWrist: [0.21, -0.82, 0],
  leftPinky: [0.21, -0.74, 0.03],
  leftIndex: [0.21, -0.73, -0.02],
  leftThumb: [0.21, -0.76, -0.04],
  leftHip: [0.1, -0.85, 0],
  leftKnee: [0.1, -0.45, 0],
  leftAnkle: [0.1, -0.06, 0],
  leftHeel: [0.1, 0, 0.05],
  leftFootIndex: [0.1, 0, -0.15],
});

/** Whole body from the nose and the left half. */
function mirrored(left: Partial<Stance>): Stance {
  const right = Object.entries(left).map(([name, [x, y, z]]): [string, Point3] => [
    otherSide(name as LandmarkName),
    [-x, y, z],
  ]);
  return { ...Object.fromEntries(right), ...left } as Stance;
}

export function otherSide(name: LandmarkName): LandmarkName {
  const swap = (text: string, a: string, b: string): string =>
    text.replace(a, '*').replace(b, a).replace('*', b);
  return swap(swap(name, 'left', 'right'), 'Left', 'Right') as LandmarkName;
}

export const moved = (stance: Stance, [dx, dy, dz]: Point3): Stance =>
  changed(stance, ([x, y, z]) => [x + dx, y + dy, z + dz]);

/** Rotates about the vertical axis; positive to the dancer's left. */
export function turned(stance: Stance, degrees: number): Stance {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return changed(stance, ([x, y, z]) => [x * cos - z * sin, y, x * sin + z * cos]);
}

export const changed = (stance: Stance, change: (point: Point3) => Point3): Stance =>
  Object.fromEntries(
    Object.entries(stance).map(([name, point]) => [name, change(point)]),
  ) as Stance;

/** Frames that a perfect engine would return for the dancer. */
export const record = (
  frameCount: number,
  stanceAt: (seconds: number) => Stance,
  visibility: (name: LandmarkName, frame: number) => number = () => 1,
): PoseFrame[] =>
  Array.from({ length: frameCount }, (_, index) => {
    const stance = stanceAt(index / camera.fps);
    const middle = (axis: 0 | 1 | 2): number => (stance.leftHip[axis] + stance.rightHip[axis]) / 2;
    return {
      index,
      timeMs: (index * 1000) / camera.fps,
      people: [
        {
          id: 0,
          landmarks: landmarkNames.map((name): Landmark => {
            const [x, y, z] = stance[name];
            return [
              0.5 + (x * pixelsPerMetre) / camera.width,
              (700 + y * pixelsPerMetre) / camera.height,
              ((z - middle(2)) * pixelsPerMetre) / camera.width,
              visibility(name, index),
              1,
            ];
          }),
          world: landmarkNames.map((name): WorldLandmark => {
            const [x, y, z] = stance[name];
            return [x - middle(0), y - middle(1), z - middle(2)];
          }),
        },
      ],
    };
  });

/** The dance in a mirror: another dancer, whose left is the first one's right. */
export const inMirror = (frames: readonly PoseFrame[]): PoseFrame[] =>
  frames.map((frame) => ({
    ...frame,
    people: frame.people.map((person) => ({
      ...person,
      landmarks: landmarkNames.map((name): Landmark => {
        const [x, y, z, visibility, presence] = person.landmarks[
          landmarkId[otherSide(name)]
        ] as Landmark;
        return [1 - x, y, z, visibility, presence];
      }),
      world: landmarkNames.map((name): WorldLandmark => {
        const [x, y, z] = person.world[landmarkId[otherSide(name)]] as WorldLandmark;
        return [-x, y, z];
      }),
    })),
  }));
