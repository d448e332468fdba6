import { landmarkCount, type PoseFrame } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { type CleanTrack, cleanTrack } from '../cleaning/clean-track.ts';
import { camera, moved, record, type Stance, standing } from '../testing/fixture-dancer.ts';
import { bodySpeed } from './speeds.ts';
import { delayLeft, undelayedSpeed } from './undelayed-speed.ts';

/** Sways, and comes to rest once a second. */
const swaying = (t: number): Stance => moved(standing, [0.15 * Math.cos(Math.PI * t) ** 3, 0, 0]);

/** As MediaPipe smooths it: one-euro filters of a ROI of four trunk lengths. */
function delayed(frames: readonly PoseFrame[], sidePixels: number): PoseFrame[] {
  const alpha = (cutoff: number): number => 1 / (1 + camera.fps / (2 * Math.PI * cutoff));
  const states = Array.from({ length: 2 * landmarkCount }, () => ({ raw: 0, smooth: 0, speed: 0 }));
  return frames.map((frame, i) => ({
    ...frame,
    people: frame.people.map((person) => ({
      ...person,
      landmarks: person.landmarks.map((landmark, id) => {
        const [x, y] = ([camera.width, camera.height] as const).map((size, axis) => {
          const state = states[2 * id + axis];
          const value = (landmark[axis] ?? 0) * size;
          if (state === undefined) return Number.NaN;
          if (i === 0) Object.assign(state, { raw: value, smooth: value });
          const speed = ((value - state.raw) * camera.fps) / sidePixels;
          state.speed += alpha(1) * (speed - state.speed);
          state.smooth += alpha(0.05 + 80 * Math.abs(state.speed)) * (value - state.smooth);
          state.raw = value;
          return state.smooth / size;
        });
        const [, , ...others] = landmark;
        return [x ?? 0, y ?? 0, ...others] as typeof landmark;
      }),
    })),
  }));
}

const trackOf = (frames: readonly PoseFrame[], isSmoothed: boolean): CleanTrack =>
  cleanTrack(frames, camera, { isSmoothed });

const exact = trackOf(record(240, swaying), false);
const late = delayed(record(240, swaying), 4 * exact.scale.pixels);

/** Shift in frames at which a speed is most like that of the exact track. */
function delayOf(speed: Float64Array): number {
  const truth = bodySpeed(exact);
  const differences = Array.from({ length: 61 }, (_, k) => {
    const shift = k / 10;
    let sum = 0;
    for (let i = 30; i < 200; i += 1) {
      const [whole, part] = [Math.floor(i + shift), (i + shift) % 1];
      const here = (speed[whole] ?? 0) * (1 - part) + (speed[whole + 1] ?? 0) * part;
      sum += (here - (truth[i] ?? 0)) ** 2;
    }
    return sum;
  });
  return differences.indexOf(Math.min(...differences)) / 10;
}

describe('the speed without delay', () => {
  test('is not later than the movement, though the landmarks are', () => {
    expect(delayOf(bodySpeed(trackOf(late, true)))).toBeGreaterThan(0.5);
    expect(delayOf(undelayedSpeed(trackOf(late, true)))).toBeLessThan(0.25);
  });

  test('is the speed itself of an engine that does not smooth', () => {
    expect(undelayedSpeed(exact)).toEqual(bodySpeed(exact));
    expect(delayLeft(exact)).toBe(0);
  });

  test('is unknown where the speed is', () => {
    const gap = late.map((frame, i) => (i > 60 && i < 90 ? { ...frame, people: [] } : frame));
    const track = trackOf(gap, true);
    const [undelayed, speed] = [undelayedSpeed(track), bodySpeed(track)];
    const unknown = (of: Float64Array): number[] =>
      [...of].flatMap((value, i) => (Number.isNaN(value) ? [i] : []));
    expect(unknown(undelayed)).toEqual(unknown(speed));
    expect(unknown(speed).length).toBeGreaterThan(20);
  });
});
