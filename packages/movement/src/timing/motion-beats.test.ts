import { describe, expect, test } from '@jest/globals';
import { findMotionBeats } from './motion-beats.ts';

/** Speed of a dancer who comes to rest at the given seconds and is fastest halfway between. */
function comingToRest(restsSeconds: readonly number[], fps: number, seconds: number): Float64Array {
  const all = [-0.1, ...restsSeconds, seconds + 0.1];
  return Float64Array.from({ length: Math.round(seconds * fps) }, (_, frame) => {
    const time = frame / fps;
    const before = all.findLast((rest) => rest <= time) ?? Number.NaN;
    const after = all.find((rest) => rest > time) ?? Number.NaN;
    return 0.2 + 1.5 * Math.sin((Math.PI * (time - before)) / (after - before)) ** 2;
  });
}

const rests = [0.51, 1.03, 1.49, 2.26, 2.74, 3.4];
const timesOf = (speed: Float64Array, fps: number): number[] =>
  findMotionBeats(speed, fps).map(({ timeMs }) => timeMs);

describe('findMotionBeats', () => {
  test.each([24, 25, 30, 50, 59.94, 120])('finds the dips at %d frames a second', (fps) => {
    const found = timesOf(comingToRest(rests, fps, 4), fps);
    expect(found).toHaveLength(rests.length);
    found.forEach((time, i) => {
      expect(Math.abs(time - 1000 * (rests[i] ?? Number.NaN))).toBeLessThan(13);
    });
  });

  test('follows a shift in time of the movement', () => {
    const late = rests.map((rest) => rest + 0.12);
    const [a, b] = [rests, late].map((times) => timesOf(comingToRest(times, 60, 4), 60));
    b?.forEach((time, i) => {
      expect(time - (a?.[i] ?? Number.NaN)).toBeCloseTo(120, -1);
    });
  });

  test('gives the time of the arrival, not of a frame within the pose that is held after it', () => {
    // Minimum-jerk movements of half a second, each followed by a pose of half a second.
    const holding = Float64Array.from({ length: 150 }, (_, frame) => {
      const t = ((frame / 30) % 1) / 0.5;
      return 0.05 + (t < 1 ? 3 * 16 * (t * (1 - t)) ** 2 : 0);
    });
    for (const time of timesOf(holding, 30)) expect(Math.abs((time % 1000) - 500)).toBeLessThan(15);
    expect(timesOf(holding, 30)).toHaveLength(4);
  });

  test('takes out the delay of the tracking', () => {
    const speed = comingToRest(rests, 30, 4);
    const delayed = findMotionBeats(speed, 30, 12);
    findMotionBeats(speed, 30).forEach(({ timeMs }, i) => {
      expect(delayed[i]?.timeMs).toBeCloseTo(timeMs - 12, 9);
    });
  });

  test('measures their depth', () => {
    const [first] = findMotionBeats(comingToRest(rests, 30, 4), 30);
    expect(first?.depth).toBeGreaterThan(0.5);
  });

  test('finds none in small shaking, or in someone standing still', () => {
    const steady = Float64Array.from({ length: 120 }, (_, i) => 2 + 0.1 * Math.sin(0.4 * i));
    expect(findMotionBeats(steady, 30)).toEqual([]);
    const standing = Float64Array.from({ length: 120 }, (_, i) => 0.05 + 0.04 * Math.sin(0.4 * i));
    expect(findMotionBeats(standing, 30)).toEqual([]);
    expect(findMotionBeats(new Float64Array(120), 30)).toEqual([]);
  });

  test('finds one of two dips within a sixth of a second', () => {
    expect(timesOf(comingToRest([0.5, 1, 1.1, 1.6], 60, 2.2), 60)).toHaveLength(3);
  });

  test('finds none in a gap or at its edge, but all others', () => {
    const speed = comingToRest(rests, 30, 4);
    speed.fill(Number.NaN, 30, 46);
    const found = timesOf(speed, 30);
    const all = [0.51, 2.26, 2.74, 3.4];
    expect(found).toHaveLength(all.length);
    found.forEach((time, i) => {
      expect(Math.abs(time - 1000 * (all[i] ?? Number.NaN))).toBeLessThan(13);
    });
  });

  test.each([
    ['nothing', new Float64Array()],
    ['one frame', new Float64Array(1)],
    ['nobody', new Float64Array(90).fill(Number.NaN)],
  ])('finds none in %s', (_what, speed) => {
    expect(findMotionBeats(speed, 30)).toEqual([]);
  });
});
