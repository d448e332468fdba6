import type { LandmarkName, Person, TrackedClip, TrackSource } from '@dance-pose/contracts';
import { frameName } from './frame-names.ts';
import { keyPointsOf, round } from './key-points.ts';

/** COCO's 17 key points in its order. Source: cocodataset.org, "Data format", keypoint detection. */
const keyPoints: readonly (readonly [name: string, landmark: LandmarkName])[] = [
  ['nose', 'nose'],
  ['left_eye', 'leftEye'],
  ['right_eye', 'rightEye'],
  ['left_ear', 'leftEar'],
  ['right_ear', 'rightEar'],
  ['left_shoulder', 'leftShoulder'],
  ['right_shoulder', 'rightShoulder'],
  ['left_elbow', 'leftElbow'],
  ['right_elbow', 'rightElbow'],
  ['left_wrist', 'leftWrist'],
  ['right_wrist', 'rightWrist'],
  ['left_hip', 'leftHip'],
  ['right_hip', 'rightHip'],
  ['left_knee', 'leftKnee'],
  ['right_knee', 'rightKnee'],
  ['left_ankle', 'leftAnkle'],
  ['right_ankle', 'rightAnkle'],
];

/** Edges between key points, numbered from 1, as in COCO's own `person` category. */
const skeleton: readonly (readonly [number, number])[] = [
  [16, 14],
  [14, 12],
  [17, 15],
  [15, 13],
  [12, 13],
  [6, 12],
  [7, 13],
  [6, 7],
  [6, 8],
  [7, 9],
  [8, 10],
  [9, 11],
  [2, 3],
  [1, 2],
  [1, 3],
  [2, 4],
  [3, 5],
  [4, 6],
  [5, 7],
];

const person = {
  id: 1,
  name: 'person',
  supercategory: 'person',
  keypoints: keyPoints.map(([name]) => name),
  skeleton,
};

export interface CocoOptions {
  /** File name that the user gave the clip. */
  readonly fileName: string;
  /** A landmark with a lower visibility is flagged as hidden (1) instead of visible (2). */
  readonly minVisibility: number;
}

/**
 * Writes a clip as one COCO data set: an image per frame, an annotation per person. Key points are the engine's
 * own landmarks in pixels. Box and area are those of the key points, because the body's outline is unknown.
 * @returns chunks of the file.
 */
export function* cocoKeyPoints(
  { source, frames, engine, model }: TrackedClip,
  { fileName, minVisibility }: CocoOptions,
): Generator<string> {
  const info = { description: `Poses of ${fileName}, found by ${engine} (${model})` };
  const head = JSON.stringify({ info, licenses: [], categories: [person] });
  yield `${head.slice(0, -1)},\n"images":[`;
  for (const [at, { index }] of frames.entries()) {
    const { width, height } = source;
    const image = { id: index + 1, width, height, file_name: `${frameName(fileName, index)}.jpg` };
    yield `${at === 0 ? '' : ','}\n${JSON.stringify(image)}`;
  }
  yield '\n],\n"annotations":[';
  let written = 0;
  for (const { index, people } of frames) {
    for (const one of people) {
      const pose = poseOf(one, source, minVisibility);
      const annotation = { id: written + 1, image_id: index + 1, category_id: person.id, ...pose };
      yield `${written === 0 ? '' : ','}\n${JSON.stringify(annotation)}`;
      written += 1;
    }
  }
  yield '\n]}\n';
}

function poseOf(one: Person, source: TrackSource, minVisibility: number) {
  const points = keyPoints.map(([, landmark]) => keyPointsOf(one, source)(landmark));
  const known = points.filter((point) => point !== undefined);
  const bbox = boxAround(known);
  return {
    /** Not part of COCO: identifies the person across frames. Readers ignore unknown fields. */
    track_id: one.id,
    num_keypoints: known.length,
    keypoints: points.flatMap((point) =>
      point === undefined
        ? [0, 0, 0]
        : [round(point.x, 2), round(point.y, 2), point.visibility < minVisibility ? 1 : 2],
    ),
    bbox,
    area: round(bbox[2] * bbox[3], 2),
    iscrowd: 0,
  };
}

type Box = readonly [x: number, y: number, width: number, height: number];

function boxAround(points: readonly { readonly x: number; readonly y: number }[]): Box {
  if (points.length === 0) return [0, 0, 0, 0];
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [
    round(left, 2),
    round(top, 2),
    round(Math.max(...xs) - left, 2),
    round(Math.max(...ys) - top, 2),
  ];
}
