import {
  findMetric,
  type LandmarkName,
  type Metric,
  type MetricId,
  type Music,
  metricIds,
  type Phrase,
  type PoseFrame,
  say,
  seriesIds,
  sides,
} from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { cleanTrack } from '../cleaning/clean-track.ts';
import { bodyMotion } from '../signals/body-motion.ts';
import {
  camera,
  inMirror,
  moved,
  type Point3,
  record,
  type Stance,
  standing,
} from '../testing/fixture-dancer.ts';
import { textOf } from '../testing/sentences.ts';
import { computeMetrics, type MovementMetrics } from './compute-metrics.ts';

const phrasesOf = (frameCount: number, length: number): Phrase[] =>
  Array.from({ length: Math.ceil(frameCount / length) }, (_, i) => {
    const span = { from: i * length, to: Math.min(frameCount, (i + 1) * length) };
    const timeMs = (frame: number): number => (frame * 1000) / camera.fps;
    return { startMs: timeMs(span.from), endMs: timeMs(span.to), span, counts: null };
  });

const music: Music = { heard: 'no-sound', reason: say('music-no-sound') };
const noPause = async (): Promise<void> => {};

const analyse = (
  frames: PoseFrame[],
  { size = camera, phrases = phrasesOf(frames.length, 90) } = {},
): Promise<MovementMetrics> =>
  computeMetrics(bodyMotion(cleanTrack(frames, size)), { phrases, music }, noPause);

/** Sways, and lifts the left arm every second, the right arm half as far. */
const dance = (t: number): Stance => {
  const wave = (1 - Math.cos(2 * Math.PI * t)) / 2;
  const arm = (side: 1 | -1, raise: number): { elbow: Point3; wrist: Point3 } => {
    const [sin, cos] = [Math.sin(raise), Math.cos(raise)];
    return {
      elbow: [side * (0.18 + 0.28 * sin), -1.35 + 0.28 * cos, 0],
      wrist: [side * (0.18 + 0.53 * sin), -1.35 + 0.53 * cos, 0],
    };
  };
  const [left, right] = [arm(1, 2 * wave), arm(-1, wave)];
  return moved(
    {
      ...standing,
      leftElbow: left.elbow,
      leftWrist: left.wrist,
      rightElbow: right.elbow,
      rightWrist: right.wrist,
    },
    [0.15 * Math.sin(Math.PI * t), 0, 0],
  );
};

const danced = record(180, dance);
const analysis = await analyse(danced);

const valueNamed = (metrics: readonly Metric[], id: MetricId): number | null | undefined =>
  findMetric(metrics, id)?.value;

/** Expects a finite value or a reason in every metric, and finite values or null in every series. */
function expectHonest({ metrics, series, phrases }: MovementMetrics, frameCount: number): void {
  const all = [...metrics, ...phrases.flatMap((phrase) => phrase.metrics)];
  // One expectation of all: thousands of them take longer than the analysis.
  const dishonest = all.filter(({ value, coverage, reason }) => {
    const isNamed =
      value === null ? /^[A-Z].*\.$/.test(reason?.text ?? '') : Number.isFinite(value);
    return !(isNamed && coverage >= 0 && coverage <= 1);
  });
  expect(dishonest).toEqual([]);
  for (const { values } of series) {
    expect(values).toHaveLength(frameCount);
    expect(values.every((value) => value === null || Number.isFinite(value))).toBe(true);
  }
}

describe('computeMetrics', () => {
  test('computes every metric and series of the catalogue once', async () => {
    expect(analysis.metrics.map(({ id }) => id).sort()).toEqual([...metricIds].sort());
    expect(analysis.series.map(({ id }) => id)).toEqual(seriesIds);
  });

  test('measures phrases with the same metrics as the clip', async () => {
    expect(analysis.phrases.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 3000],
      [3000, 6000],
    ]);
    const ids = analysis.metrics.map(({ id }) => id);
    for (const { metrics } of analysis.phrases) {
      expect(metrics.map(({ id }) => id)).toEqual(ids);
    }
    const smoothness = analysis.phrases.map(({ metrics }) =>
      valueNamed(metrics, 'left-hand-sparc'),
    );
    const mean = ((smoothness[0] ?? 0) + (smoothness[1] ?? 0)) / 2;
    expect(valueNamed(analysis.metrics, 'left-hand-sparc')).toBeCloseTo(mean, 9);
  });

  test('measures the dance', async () => {
    const { metrics } = analysis;
    expect(valueNamed(metrics, 'shoulder-tilt')).toBeCloseTo(0, 6);
    const ranges = sides.map((side) => valueNamed(metrics, `${side}-shoulder-range`) ?? 0);
    expect((ranges[0] ?? 0) / (ranges[1] ?? 0)).toBeCloseTo(2, 1);
    expect(valueNamed(metrics, 'shoulder-range-symmetry')).toBeCloseTo(-66.7, 0);
    expect(valueNamed(metrics, 'arm-activity-symmetry')).toBeCloseTo(-66.7, 0);
    expect(valueNamed(metrics, 'shoulder-lag')).toBe(0);
    expect(valueNamed(metrics, 'turns')).toBe(0);
    expect(valueNamed(metrics, 'jumps')).toBe(0);
    expectHonest(analysis, 180);
  });

  test('returns data that survives JSON unchanged', async () => {
    expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
  });

  test('does not depend on the size of the picture', async () => {
    const larger = await analyse(danced, { size: { width: 2000, height: 1600, fps: 30 } as never });
    for (const found of analysis.metrics) {
      const value = larger.metrics.find(({ id }) => id === found.id)?.value;
      if (found.value === null) expect([found.id, value]).toEqual([found.id, null]);
      else expect([found.id, value]).toEqual([found.id, expect.closeTo(found.value, 6)]);
    }
  });

  test('does not measure smoothness of a long clip without phrases', async () => {
    const long = record(330, dance);
    const { metrics, phrases } = await analyse(long, { phrases: [] });
    expect(phrases).toEqual([]);
    expect(findMetric(metrics, 'body-sparc')).toMatchObject({
      value: null,
      reason: { text: expect.stringContaining('a few seconds') },
    });
  });
});

/** Metrics with the dancer's own sides as their sign, which a mirror changes. */
const signed = /^(shoulder|pelvis|head)-tilt$|-symmetry$|-lag$|^revolutions$/;

describe('a mirrored dance', () => {
  test('swaps left and right and changes nothing else', async () => {
    const mirrored = await analyse(inMirror(danced));
    for (const found of analysis.metrics) {
      const opposite = found.id.replace('left', '*').replace('right', 'left').replace('*', 'right');
      const value = mirrored.metrics.find(({ id }) => id === opposite)?.value;
      const sign = signed.test(found.id) && found.id !== 'mirror-symmetry' ? -1 : 1;
      const expected = found.value === null ? null : expect.closeTo(sign * found.value, 6);
      expect([found.id, value]).toEqual([found.id, expected]);
    }
    expect(mirrored.cautions).toEqual(analysis.cautions);
  });
});

describe('missing data', () => {
  const nobody = (length: number): PoseFrame[] =>
    record(length, dance).map((frame) => ({ ...frame, people: [] }));

  test.each([0, 1, 60])('%d frames with nobody: nothing is measured', async (length) => {
    const empty = await analyse(nobody(length));
    expectHonest(empty, length);
    const known = empty.metrics.filter(({ value }) => value !== null).map(({ id }) => id);
    expect(known).toEqual(['in-sight']);
    expect(valueNamed(empty.metrics, 'in-sight')).toBe(0);
    expect(empty.cautions[0]?.text).toContain('Nobody');
    expect(empty.series.every(({ values }) => values.every((value) => value === null))).toBe(true);
  });

  test('upper half of a body: nothing below it is measured', async () => {
    const isUpper = (name: LandmarkName): boolean => !/Knee|Ankle|Heel|Foot/.test(name);
    const half = await analyse(record(180, dance, (name) => (isUpper(name) ? 1 : 0.1)));
    expectHonest(half, 180);
    const hidden = [
      'jumps',
      'left-knee-range',
      'balanced-share',
      'plie-depth',
      'expansion',
    ] as const;
    for (const id of hidden) expect([id, valueNamed(half.metrics, id)]).toEqual([id, null]);
    const seen = [
      'shoulder-tilt',
      'left-shoulder-range',
      'turns',
      'arm-activity-symmetry',
    ] as const;
    for (const id of seen) {
      expect([id, valueNamed(half.metrics, id)]).toEqual([id, expect.any(Number)]);
    }
  });

  test('two seconds: ranges are measured', async () => {
    const short = await analyse(record(60, dance));
    expectHonest(short, 60);
    expect(valueNamed(short.metrics, 'left-shoulder-range')).toEqual(expect.any(Number));
  });

  test('a single frame: nothing is measured', async () => {
    const single = await analyse(record(1, dance));
    expectHonest(single, 1);
    const range = findMetric(single.metrics, 'left-shoulder-range');
    expect(range).toMatchObject({ value: null, reason: say('picture-has-no-movement') });
  });

  test('cautions say what went wrong', async () => {
    const blinking = record(180, dance).map((frame, i) =>
      i % 60 < 20 ? { ...frame, people: [] } : frame,
    );
    expect(textOf((await analyse(blinking)).cautions)).toContain('out of sight for 33 %');
    const slow = await analyse(danced, { size: { ...camera, fps: 12 } as never, phrases: [] });
    expect(textOf(slow.cautions)).toContain('At 12 frames per second');
  });
});
