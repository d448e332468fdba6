import { landmarkId, landmarkNames } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { PoseLandmarker } from '@mediapipe/tasks-vision';
import { bodyParts, poseConnections } from './body-parts.ts';

const edge = (a: number, b: number): string => `${Math.min(a, b)}-${Math.max(a, b)}`;

describe('poseConnections', () => {
  test("are MediaPipe's 35 edges, each once", () => {
    const ours = poseConnections.map(([from, to]) => edge(landmarkId[from], landmarkId[to]));
    const theirs = PoseLandmarker.POSE_CONNECTIONS.map(({ start, end }) => edge(start, end));
    expect(ours.toSorted()).toEqual(theirs.toSorted());
    expect(new Set(ours).size).toBe(35);
  });

  test('reach every landmark', () => {
    expect(new Set(poseConnections.flat()).size).toBe(landmarkNames.length);
  });
});

test('a bone between two joints of one side belongs to that side', () => {
  for (const { from, to, side } of bodyParts.flat()) {
    if (side === 'centre') continue;
    expect([from, to].every((name) => name.startsWith(side))).toBe(true);
  }
});
