import { landmarkId } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { mean } from '../series/signal.ts';
import { camera, record, standing } from '../testing/fixture-dancer.ts';
import { perturbationsOf } from './perturb.ts';

const frameCount = 300;
const track = cleanTrack(
  record(frameCount, () => standing),
  camera,
);
const copies = Object.fromEntries(
  perturbationsOf(track).map((one) => [one.name, { ...one, track: one.trackOf(track) }]),
);
function copyOf(name: string): (typeof copies)[string] {
  const copy = copies[name];
  if (copy === undefined) throw new Error(`There is no copy called ${name}.`);
  return copy;
}

/** Differences of the left wrist from the original, in S. */
const differences = (name: string): Float64Array => {
  const original = track.pixels[landmarkId.leftWrist]?.x ?? new Float64Array();
  const copy = copyOf(name).track.pixels[landmarkId.leftWrist]?.x ?? new Float64Array();
  return copy.map((x, i) => (x - (original[i] ?? Number.NaN)) / track.scale.pixels);
};

const deviation = (values: Float64Array): number => Math.sqrt(mean(values.map((x) => x ** 2)));

describe('perturbed copies', () => {
  test('differ by about 0.015 S, and jitter is as large in another copy but not the same', () => {
    const [one, other] = [differences('jitter'), differences('other jitter')];
    for (const some of [one, other]) {
      expect(deviation(some)).toBeGreaterThan(0.008);
      expect(deviation(some)).toBeLessThan(0.025);
    }
    expect(deviation(one.map((x, i) => x - (other[i] ?? 0)))).toBeGreaterThan(0.01);
  });

  test('jitter is smooth: neighbouring frames have nearly the same error', () => {
    const some = differences('jitter');
    const steps = some.subarray(1).map((x, i) => x - (some[i] ?? 0));
    expect(deviation(steps)).toBeLessThan(0.5 * deviation(some));
  });

  test('a crop displaces a landmark by the same amount in every frame', () => {
    const some = differences('crop');
    expect(Math.max(...some) - Math.min(...some)).toBeLessThan(1e-12);
    expect(some[0]).not.toBe(0);
  });

  test('another depth changes the depth only', () => {
    const { pixels, world } = copyOf('depth').track;
    expect(pixels).toEqual(track.pixels);
    const [before, after] = [track.world, world].map((paths) => paths[landmarkId.nose]?.z[7] ?? 0);
    expect(after).toBeCloseTo(1.25 * (before ?? 0), 12);
  });

  test('half the frame rate keeps every second frame, and spans keep their place', () => {
    const { track: half, spanOf } = copyOf('frame rate');
    expect(half).toMatchObject({ frameCount: 150, fps: camera.fps / 2 });
    const [before, after] = [track, half].map(({ pixels }) => pixels[0]?.x ?? new Float64Array());
    expect(after?.[20]).toBe(before?.[40]);
    expect(spanOf({ from: 40, to: 61 })).toEqual({ from: 20, to: 31 });
  });

  test('a slow clip is not halved', () => {
    const slow = { ...track, fps: 15 };
    expect(perturbationsOf(slow).map(({ name }) => name)).not.toContain('frame rate');
  });
});
