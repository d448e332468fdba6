import { type LandmarkName, landmarkId } from '@dance-pose/contracts';

const bothSides = (part: string): number[] => [
  landmarkId[`left${part}` as LandmarkName],
  landmarkId[`right${part}` as LandmarkName],
];

/** Head, trunk and limbs by one landmark each: what moves when a body moves, without fingers and face. */
export const bodyPoints: readonly number[] = [
  landmarkId.nose,
  ...['Shoulder', 'Elbow', 'Wrist', 'Hip', 'Knee', 'Ankle'].flatMap(bothSides),
];
