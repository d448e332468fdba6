import { angleDegrees } from '@dance-pose/movement';
import { createDance } from '@dance-pose/synthetic-dancer';
import { describe, expect, test } from '@jest/globals';
import { trueAngles } from '../angles.ts';
import { deepestBend } from '../true-values.ts';
import { truthOf } from './draw-clip.ts';
import { type DrawnLeg, heightOf, legDance } from './legs-part.ts';
import { drawnClips } from './plan.ts';
import { drawnPlies, plieDance } from './plies-part.ts';

const [fit, test_] = [drawnClips('fit'), drawnClips('test')];

describe('the drawn clips', () => {
  test('are the same in every run', () => {
    expect(JSON.stringify(drawnClips('test'))).toBe(JSON.stringify(test_));
  });

  test('share no choreography, body or camera', () => {
    for (const part of ['choreography', 'body', 'camera'] as const) {
      const all = [...fit, ...test_].map(({ dance }) => JSON.stringify(dance[part]));
      expect(new Set(all).size).toBe(fit.length + test_.length);
    }
  });

  test('last 5 to 8 seconds', () => {
    for (const { dance } of [...fit, ...test_]) {
      const seconds = ((dance.counts ?? 0) * 60) / (dance.bpm ?? 0);
      expect(seconds).toBeGreaterThan(5);
      expect(seconds).toBeLessThan(8);
    }
  });
});

describe('the truth of a drawn clip', () => {
  const options = { ...fit[0]?.dance, width: 90, height: 120, fps: 5 };
  const dance = createDance(options);
  const truth = truthOf(dance);

  test('has the angles of the bones in space, and of the pixels in the picture', () => {
    const angle = { side: 'left', joint: 'knee' } as const;
    const [inSpace, inPicture] = (['3d', '2d'] as const).map((space) =>
      trueAngles(truth, { ...angle, in: space }),
    );
    const { hip, knee, ankle } = dance.bodyAt(7).leftLeg;
    expect(inSpace?.[7]).toBeCloseTo(angleDegrees(hip, knee, ankle), 6);
    const { pixels } = dance.frameAt(7);
    const inPixels = angleDegrees(pixels[23] ?? [], pixels[25] ?? [], pixels[27] ?? []);
    expect(inPicture?.[7]).toBeCloseTo(inPixels, 6);
  });
});

test('drawn pliés bend as deep as they say', () => {
  for (const [i, plie] of drawnPlies.entries()) {
    if (i % 4 !== 0) continue;
    const dance = createDance({ ...plieDance(plie), fps: 6 });
    expect(deepestBend(dance)).toBeCloseTo(plie.bend, 0);
  }
});

test('the bends before and after a jump are no pliés', () => {
  const jump = { counts: 3, leaps: [{ at: 1.5, counts: 0.8 }], name: 'jump' };
  const keys = [
    { at: 1, change: { hips: { drop: 0.2, bounce: 0 } } },
    { at: 1.6, takes: 0.5, change: { hips: { drop: 0.01 } } },
  ];
  const options = { fps: 10, bpm: 120, counts: 3, width: 90, height: 120 };
  const jumping = createDance({ ...options, choreography: [{ ...jump, keys }] });
  const staying = createDance({ ...options, choreography: [{ ...jump, keys, leaps: [] }] });
  expect(deepestBend(staying)).toBeGreaterThan(50);
  expect(deepestBend(jumping)).toBeLessThan(30);
});

test('drawn legs are as high as they say: relative to the pelvis, which leans with an arabesque', () => {
  const high = (direction: DrawnLeg['direction']): number => {
    const leg = { direction, raise: 80, azimuth: 90, seed: 3 };
    return heightOf(createDance({ ...legDance(leg), fps: 6 }));
  };
  expect(high('to the front')).toBeCloseTo(80, 0);
  expect(high('to the side')).toBeCloseTo(80, 0);
  expect(high('behind')).toBeCloseTo(98, 0);
});
