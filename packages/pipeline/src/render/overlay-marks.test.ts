import {
  analysisOptionsSchema,
  type Landmark,
  landmarkCount,
  landmarkId,
  type Music,
  type PoseFrame,
  say,
  type TrackedClip,
} from '@dance-pose/contracts';
import { buildReport, type MovementReport } from '@dance-pose/movement';
import { describe, expect, test } from '@jest/globals';
import { overlayMarks } from './overlay-marks.ts';

const source = { width: 400, height: 800, fps: 25, frameCount: 100, durationMs: 4000 };

/** Upright in the middle of the picture, from 160 to 720 pixels below its top, feet on the floor. */
const standing = Array.from({ length: landmarkCount }, (_, id): Landmark => {
  const side = id % 2 === 1 ? 0.05 : -0.05;
  const row =
    id >= 29 ? 0.9 : id >= 27 ? 0.87 : id >= 25 ? 0.7 : id >= 23 ? 0.5 : id >= 11 ? 0.3 : 0.2;
  return [id === landmarkId.nose ? 0.5 : 0.5 + side, row, 0, 0.95, 1];
});

const frames = Array.from(
  { length: source.frameCount },
  (_, index): PoseFrame => ({
    index,
    timeMs: index * 40,
    people: [{ id: 0, landmarks: standing, world: standing.map(([x, y]) => [x, y, 0]) }],
  }),
);

const music: Music = {
  heard: 'beat',
  bpm: 60,
  ...{ meter: 4, counts: 8, alternatives: [], sections: [], given: {} },
  confidence: 'high',
  clarity: 1,
  countConfidence: 'medium',
  beats: [7, 8, 1].map((count, at) => ({ timeMs: 500 + at * 1000, count, confidence: 1 })),
};

const measured = (heard: Music, seen: readonly PoseFrame[] = frames): Promise<MovementReport> => {
  const clip: TrackedClip = { source, engine: 'scripted', model: 'full', frames: [...seen] };
  const options = analysisOptionsSchema.parse({});
  return buildReport({ clip, options, music: heard }, async () => {});
};

const asked = { showBeats: true, showCentreOfMass: true };

describe('beats', () => {
  test('are counted on the nearest frames, until one beat after the last', async () => {
    const marksAt = overlayMarks(await measured(music), frames, asked);
    const beatAt = (at: number) => marksAt(at).beat;
    expect(beatAt(0)).toBeUndefined();
    expect(beatAt(11)).toBeUndefined();
    // This frame is shown from 480 ms to 520 ms, and the beat is within that time.
    expect(beatAt(12)).toEqual({
      count: 7,
      counts: 8,
      phase: 0,
      isCountSure: true,
      corner: 'top-left',
    });
    expect(beatAt(24)?.phase).toBeCloseTo(0.48, 6);
    expect([36, 37, 62].map((at) => beatAt(at)?.count)).toEqual([7, 8, 1]);
    expect(beatAt(86)?.count).toBe(1);
    expect(beatAt(87)).toBeUndefined();
  });

  test('say if the "one" is uncertain', async () => {
    const unsure = await measured({ ...music, countConfidence: 'low' });
    expect(overlayMarks(unsure, frames, asked)(20).beat?.isCountSure).toBe(false);
  });

  test('are absent without music, or if they were not requested', async () => {
    const silent = await measured({ heard: 'no-sound', reason: say('music-no-sound') });
    expect(overlayMarks(silent, frames, asked)(20).beat).toBeUndefined();
    const none = { showBeats: false, showCentreOfMass: false };
    expect(overlayMarks(await measured(music), frames, none)(20)).toEqual({});
  });
});

describe('the centre of mass', () => {
  test('is between the feet and above their floor, in fractions of the picture', async () => {
    const { centreOfMass } = overlayMarks(await measured(music), frames, asked)(50);
    expect(centreOfMass?.x).toBeCloseTo(0.5, 3);
    expect(centreOfMass?.y).toBeGreaterThan(0.3);
    expect(centreOfMass?.y).toBeLessThan(0.6);
    expect(centreOfMass?.floor).toBeCloseTo(0.9, 3);
    const [from = 0, to = 0] = centreOfMass?.base ?? [];
    expect((from + to) / 2).toBeCloseTo(0.5, 3);
    expect(to - from).toBeGreaterThan(0.1);
  });

  test('is not drawn if the dancer is not visible', async () => {
    const gone = frames.map((frame, at) => (at < 50 ? frame : { ...frame, people: [] }));
    const marksAt = overlayMarks(await measured(music, gone), gone, asked);
    expect(marksAt(20).centreOfMass).toBeDefined();
    expect(marksAt(80).centreOfMass).toBeUndefined();
  });
});
