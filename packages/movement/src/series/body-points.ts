import { type LandmarkName, landmarkId } from '@dance-pose/contracts';

const bothSides = (part: string): number[] => [
  landmarkId[`left${part}` as LandmarkName],
  landmarkId[`right${part}` as LandmarkName],
];

/** One landmark each for head, trunk and limb joints: what moves with the body, without fingers and face. */
export const bodyPoints: readonly number[] = [
  landmarkId.nose,
  ...['Shoulder', 'Elbow', 'Wrist', 'Hip', 'Knee', 'Ankle'].flatMap(bothSides),
];
