import type { LandmarkName, Person, TrackedClip, TrackSource } from '@dance-pose/contracts';
import { frameName } from './frame-names.ts';
import { type KeyPoint, keyPointsOf, round } from './key-points.ts';

export interface OpenPoseFile {
  /** `<clip>_000000000000_keypoints.json`. */
  readonly name: string;
  /** Serialises on demand: a long clip has tens of thousands of these files. */
  json(): string;
}

/**
 * OpenPose's BODY_25 in its order: a landmark, the midpoint of two, or nothing where MediaPipe has no such
 * point. Source: OpenPose, doc/02_output.md and poseParameters.cpp (`POSE_BODY_25_BODY_PARTS`).
 */
const body25: readonly (readonly LandmarkName[])[] = [
  ['nose'],
  ['leftShoulder', 'rightShoulder'],
  ['rightShoulder'],
  ['rightElbow'],
  ['rightWrist'],
  ['leftShoulder'],
  ['leftElbow'],
  ['leftWrist'],
  ['leftHip', 'rightHip'],
  ['rightHip'],
  ['rightKnee'],
  ['rightAnkle'],
  ['leftHip'],
  ['leftKnee'],
  ['leftAnkle'],
  ['rightEye'],
  ['leftEye'],
  ['rightEar'],
  ['leftEar'],
  ['leftFootIndex'],
  [], // Left small toe.
  ['leftHeel'],
  ['rightFootIndex'],
  [], // Right small toe.
  ['rightHeel'],
];

/**
 * Writes a clip as OpenPose's `--write_json` does: one file per frame with all people, in pixels of the frame.
 * Key points are the engine's own landmarks, with their visibility as the confidence.
 */
export const openPoseFiles = ({ frames, source }: TrackedClip, fileName: string): OpenPoseFile[] =>
  frames.map(({ index, people }) => ({
    name: `${frameName(fileName, index)}_keypoints.json`,
    json: () =>
      `${JSON.stringify({ version: 1.3, people: people.map((person) => personOf(person, source)) })}\n`,
  }));

const personOf = (person: Person, source: TrackSource) => ({
  person_id: [person.id],
  pose_keypoints_2d: body25.flatMap(pointsOf(person, source)),
  // Readers look these up by name; OpenPose leaves them empty if they were not requested.
  face_keypoints_2d: [],
  hand_left_keypoints_2d: [],
  hand_right_keypoints_2d: [],
  pose_keypoints_3d: [],
  face_keypoints_3d: [],
  hand_left_keypoints_3d: [],
  hand_right_keypoints_3d: [],
});

/** `x, y, confidence`; three zeros for a missing point, as in OpenPose. */
const pointsOf = (person: Person, source: TrackSource) => {
  const pointOf = keyPointsOf(person, source);
  return (names: readonly LandmarkName[]): number[] => {
    const points = names.map(pointOf);
    const known = points.filter((point) => point !== undefined);
    if (known.length === 0 || known.length < points.length) return [0, 0, 0];
    const { x, y, visibility } = middleOf(known);
    return [round(x, 2), round(y, 2), round(visibility, 3)];
  };
};

/** Midpoint, with the lower visibility of its ends. */
const middleOf = (points: readonly KeyPoint[]): KeyPoint => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  visibility: Math.min(...points.map(({ visibility }) => visibility)),
});
