import { join } from 'node:path';
import { landmarkId, type PoseModel } from '@dance-pose/contracts';
import { testdata } from '@dance-pose/local-stack';
import { angleDegrees, type MovementReport } from '@dance-pose/movement';
import { type Agreement, agreement } from './agreement.ts';
import { reportOf, trackClip } from './track-clip.ts';
import { readTriangulated, type TriangulatedJoints } from './triangulated.ts';

const parts = ['Shoulder', 'Elbow', 'Wrist', 'Hip', 'Knee', 'Ankle'] as const;
type Part = (typeof parts)[number];
const sides = ['left', 'right'] as const;
type Side = (typeof sides)[number];

/** Angles that both sources provide, with the joints that define them. */
const compared = {
  knee: ['Hip', 'Knee', 'Ankle'],
  hip: ['Shoulder', 'Hip', 'Knee'],
  elbow: ['Shoulder', 'Elbow', 'Wrist'],
  shoulder: ['Hip', 'Shoulder', 'Elbow'],
} as const satisfies Record<string, readonly [Part, Part, Part]>;
type ComparedJoint = keyof typeof compared;

export interface TriangulatedFigures {
  /** Angles in the picture, in degrees. */
  readonly angles: Readonly<Record<ComparedJoint, Readonly<Record<Side | 'both', Agreement>>>>;
  /** Median distance over all joints, in trunk lengths. */
  readonly distance: number;
  /** Lag of the model: the time shift at which its joints are closest to the true ones. */
  readonly lagMs: number;
}

/** Compares angles and joints of one camera with those triangulated from four. */
export async function measureTriangulated(model: PoseModel): Promise<TriangulatedFigures> {
  const path = join(testdata, 'videos/pose2sim_single_cam01.mp4');
  const measured = await reportOf(await trackClip(path, { model }));
  const truth = await readTriangulated(join(testdata, 'gt/pose2sim'), 'cam_01');
  const angles = (Object.keys(compared) as ComparedJoint[]).map((joint) => {
    const [left, right] = sides.map((side) => anglesOf(measured, truth, { side, joint })) as [
      Angles,
      Angles,
    ];
    const found = [...left.found, ...right.found];
    const both = agreement(found, [...left.truth, ...right.truth]);
    const alone = {
      left: agreement(left.found, left.truth),
      right: agreement(right.found, right.truth),
    };
    return [joint, { ...alone, both }];
  });
  const distances = [-2, -1, 0, 1, 2].map((shift) => medianDistance(measured, truth, shift));
  return {
    angles: Object.fromEntries(angles) as TriangulatedFigures['angles'],
    distance: distances[2] ?? Number.NaN,
    lagMs: (1000 * -lowest(distances)) / measured.track.fps,
  };
}

const nameOf = (side: Side, part: Part): string => `${side === 'left' ? 'L' : 'R'}${part}`;

interface Angles {
  readonly found: readonly (number | null)[];
  readonly truth: readonly number[];
}

function anglesOf(
  { series }: MovementReport,
  truth: TriangulatedJoints,
  { side, joint }: { side: Side; joint: ComparedJoint },
): Angles {
  const found = series.find(({ id }) => id === `${side}-${joint}-angle-2d`)?.values ?? [];
  const [a, vertex, b] = compared[joint].map((part) => nameOf(side, part)) as [
    string,
    string,
    string,
  ];
  const angle = (frame: number): number =>
    angleDegrees(truth.at(frame, a), truth.at(frame, vertex), truth.at(frame, b));
  return { found, truth: Array.from({ length: truth.frameCount }, (_, frame) => angle(frame)) };
}

/** In trunk lengths, from a frame's joints to those of the reference `shift` frames later. */
function medianDistance(
  { track }: MovementReport,
  truth: TriangulatedJoints,
  shift: number,
): number {
  const distances: number[] = [];
  for (let frame = 2; frame < truth.frameCount - 2; frame += 1) {
    for (const side of sides) {
      for (const part of parts) {
        const path = track.pixels[landmarkId[`${side}${part}`]];
        const [x = 0, y = 0] = truth.at(frame + shift, nameOf(side, part));
        const way = Math.hypot(
          (path?.x[frame] ?? Number.NaN) - x,
          (path?.y[frame] ?? Number.NaN) - y,
        );
        if (!Number.isNaN(way)) distances.push(way / track.scale.pixels);
      }
    }
  }
  return distances.toSorted((a, b) => a - b)[distances.length >> 1] ?? Number.NaN;
}

/** Minimum of the parabola fitted to five values at −2 to 2. */
function lowest([a = 0, b = 0, c = 0, d = 0, e = 0]: readonly number[]): number {
  const slope = (-2 * a - b + d + 2 * e) / 10;
  const bend = (2 * a - b - 2 * c - d + 2 * e) / 14;
  return -slope / (2 * bend);
}
