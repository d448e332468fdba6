import { landmarkId, type Person } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { cocoKeyPoints } from './coco.ts';
import { clipOf, spread } from './fixture-dancer.ts';

const cocoOf = (frames: readonly (readonly Person[])[]) =>
  JSON.parse(
    [...cocoKeyPoints(clipOf(frames), { fileName: 'solo.mp4', minVisibility: 0.5 })].join(''),
  );

describe('cocoKeyPoints', () => {
  test('has an image for every frame and an annotation for every person', () => {
    const coco = cocoOf([[], [spread(), spread()], [spread()]]);
    expect(coco.images).toEqual(
      [0, 1, 2].map((at) => ({
        id: at + 1,
        width: 600,
        height: 400,
        file_name: `solo_00000000000${at}.jpg`,
      })),
    );
    expect(
      coco.annotations.map((one: { id: number; image_id: number }) => [one.id, one.image_id]),
    ).toEqual([
      [1, 2],
      [2, 2],
      [3, 3],
    ]);
  });

  test('is a data set without annotations if nobody was found, and without images for an empty clip', () => {
    expect(cocoOf([[]])).toMatchObject({ images: [{ id: 1 }], annotations: [] });
    expect(cocoOf([])).toMatchObject({ images: [], annotations: [] });
  });

  test("describes the key points as COCO's own category does", () => {
    const { categories } = cocoOf([]);
    expect(categories).toHaveLength(1);
    expect(categories[0]).toMatchObject({ id: 1, name: 'person', supercategory: 'person' });
    expect(categories[0].keypoints).toHaveLength(17);
    expect(categories[0].keypoints.slice(0, 7)).toEqual([
      'nose',
      'left_eye',
      'right_eye',
      'left_ear',
      'right_ear',
      'left_shoulder',
      'right_shoulder',
    ]);
    expect(categories[0].skeleton).toHaveLength(19);
    expect(new Set(categories[0].skeleton.flat())).toEqual(
      new Set(Array.from({ length: 17 }, (_, at) => at + 1)),
    );
  });

  test('writes pixels, flags hidden key points and leaves out those outside of the picture', () => {
    const one = spread({ leftWrist: 0.3 });
    one.landmarks[landmarkId.rightAnkle] = [0.5, 1.1, 0, 0.9, 1];
    const [annotation] = cocoOf([[one]]).annotations;
    const { keypoints } = annotation;
    expect(keypoints).toHaveLength(51);
    expect(keypoints.slice(0, 3)).toEqual([100, 200, 2]);
    expect(keypoints.slice(9 * 3, 10 * 3)).toEqual([115, 215, 1]);
    expect(keypoints.slice(16 * 3)).toEqual([0, 0, 0]);
    // From the nose (0) to the left ankle (27): a box of 27 × 27 pixels.
    expect(annotation).toMatchObject({
      category_id: 1,
      track_id: 7,
      num_keypoints: 16,
      bbox: [100, 200, 27, 27],
      area: 729,
      iscrowd: 0,
    });
  });
});
