import {
  jobOptionsSchema,
  type Landmark,
  landmarkCount,
  type PoseFrame,
} from '@dance-pose/contracts';
import { drawOverlay } from '@dance-pose/overlay';
import { describe, expect, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { overlayFrames } from './overlay-frames.ts';

const size = { width: 200, height: 120 };
const { overlay } = jobOptionsSchema.parse({});

/** A stick that stands at x; without x nobody is there. */
const frame = (index: number, x?: number): PoseFrame => {
  if (x === undefined) return { index, timeMs: index * 40, people: [] };
  const landmarks = Array.from(
    { length: landmarkCount },
    (_, at): Landmark => [x + (at % 2) * 0.1, at / 40, 0, 0.7, 1],
  );
  const world = landmarks.map(() => [0, 0, 0] as [number, number, number]);
  return { index, timeMs: index * 40, people: [{ id: 0, landmarks, world }] };
};

function drawnAlone(alone: PoseFrame): Buffer {
  const context = createCanvas(size.width, size.height).getContext('2d');
  drawOverlay(context, { frame: alone, trail: [], marks: {}, size, options: overlay });
  return Buffer.from(context.getImageData(0, 0, size.width, size.height).data);
}

describe('overlayFrames', () => {
  test('every picture holds its own drawing and nothing of the one before', async () => {
    const frames = [frame(0, 0.1), frame(1, 0.7), frame(2), frame(3, -0.05), frame(4, 0.95)];
    let at = 0;
    for await (const picture of overlayFrames(frames, {
      size,
      options: overlay,
      marksAt: () => ({}),
    })) {
      expect(Buffer.compare(picture, drawnAlone(frames[at] as PoseFrame))).toBe(0);
      at++;
    }
    expect(at).toBe(frames.length);
    expect(drawnAlone(frame(0, 0.1)).some((value) => value > 0)).toBe(true);
  });
});
