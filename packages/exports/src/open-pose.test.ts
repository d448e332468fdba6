import type { LandmarkName, Person } from '@dance-pose/contracts';
import { landmarkId } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { clipOf, spread } from './fixture-dancer.ts';
import { openPoseFiles } from './open-pose.ts';

const filesOf = (frames: readonly (readonly Person[])[], fileName = 'Solo 1.mp4') =>
  openPoseFiles(clipOf(frames), fileName);
const bodyOf = (one: Person): number[] =>
  JSON.parse(filesOf([[one]])[0]?.json() ?? '').people[0].pose_keypoints_2d;

describe('openPoseFiles', () => {
  test('names one file per frame as OpenPose does, without path separators', () => {
    expect(filesOf([[], [], []]).map(({ name }) => name)).toEqual([
      'Solo_1_000000000000_keypoints.json',
      'Solo_1_000000000001_keypoints.json',
      'Solo_1_000000000002_keypoints.json',
    ]);
    const [file] = filesOf([[]], '../../Été à 2/..\\x.tar.mov');
    expect(file?.name).toBe('Été_à_2_.._x.tar_000000000000_keypoints.json');
    expect(filesOf([[]], '.mp4')[0]?.name).toBe('clip_000000000000_keypoints.json');
  });

  test('writes the version, empty lists for missing parts, and an empty list of people', () => {
    expect(JSON.parse(filesOf([[]])[0]?.json() ?? '')).toEqual({ version: 1.3, people: [] });
    const { people } = JSON.parse(filesOf([[spread(), spread()]])[0]?.json() ?? '');
    expect(people).toHaveLength(2);
    expect(people[0]).toEqual({
      person_id: [7],
      pose_keypoints_2d: expect.any(Array),
      face_keypoints_2d: [],
      hand_left_keypoints_2d: [],
      hand_right_keypoints_2d: [],
      pose_keypoints_3d: [],
      face_keypoints_3d: [],
      hand_left_keypoints_3d: [],
      hand_right_keypoints_3d: [],
    });
  });

  test('writes every landmark at its index in BODY_25, in pixels', () => {
    const at = (name: LandmarkName): number[] => [
      100 + landmarkId[name],
      200 + landmarkId[name],
      0.9,
    ];
    expect(bodyOf(spread())).toEqual([
      ...at('nose'),
      ...[111.5, 211.5, 0.9],
      ...[...at('rightShoulder'), ...at('rightElbow'), ...at('rightWrist')],
      ...[...at('leftShoulder'), ...at('leftElbow'), ...at('leftWrist')],
      ...[123.5, 223.5, 0.9],
      ...[...at('rightHip'), ...at('rightKnee'), ...at('rightAnkle')],
      ...[...at('leftHip'), ...at('leftKnee'), ...at('leftAnkle')],
      ...[...at('rightEye'), ...at('leftEye'), ...at('rightEar'), ...at('leftEar')],
      ...[...at('leftFootIndex'), 0, 0, 0, ...at('leftHeel')],
      ...[...at('rightFootIndex'), 0, 0, 0, ...at('rightHeel')],
    ]);
  });

  test('gives a midpoint the lower confidence of its ends', () => {
    expect(bodyOf(spread({ leftShoulder: 0.2 })).slice(3, 6)).toEqual([111.5, 211.5, 0.2]);
  });

  test('writes three zeros for points outside of the picture, and for their midpoints', () => {
    const one = spread();
    one.landmarks[landmarkId.leftHip] = [1.2, 0.5, 0, 0.4, 1];
    const body = bodyOf(one);
    expect(body.slice(12 * 3, 13 * 3)).toEqual([0, 0, 0]);
    expect(body.slice(8 * 3, 9 * 3)).toEqual([0, 0, 0]);
    expect(body.slice(9 * 3, 10 * 3)).not.toEqual([0, 0, 0]);
  });
});
