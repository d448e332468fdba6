import type { Metric } from '@dance-pose/contracts';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sides } from '../angles.ts';
import { honestyProblems } from '../honesty/honesty-problems.ts';
import { figureOf, reportOf } from '../track-clip.ts';
import { type AnalysedDance, analyseDance, compareJoint } from './analyse-dance.ts';
import { evenDance, knownDance, sideOnDance } from './known-dance.ts';
import { mirrorMetric, mirrorPoses, mirrorSeries } from './mirrored.ts';

let known: AnalysedDance;
let inMirror: AnalysedDance;
let onTime: AnalysedDance;
let early: AnalysedDance;
let sideOn: AnalysedDance;
beforeAll(async () => {
  const knownOptions = { choreography: knownDance, counts: 22, lateMs: 120 };
  // Two at a time: a model uses one processor.
  [known, inMirror] = await Promise.all([
    analyseDance(knownOptions),
    analyseDance(knownOptions, { inMirror: true }),
  ]);
  [onTime, early] = await Promise.all([
    analyseDance({ choreography: evenDance, counts: 12 }),
    analyseDance({ choreography: evenDance, counts: 8, lateMs: -120 }),
  ]);
  sideOn = await analyseDance({ choreography: sideOnDance, counts: 4 });
  // On a fully loaded machine a frame can take half a second.
}, 900_000);

test('none of the reports has a value without data', () => {
  for (const { measured } of [known, inMirror, onTime, early, sideOn]) {
    expect(honestyProblems(measured)).toEqual([]);
  }
  expect(figureOf(sideOn.measured, 'plie-drop')).toBeGreaterThan(10);
});

/** The most telling metrics of left against right. */
const balanceMetrics = [
  'arm-activity-symmetry',
  'leg-activity-symmetry',
  'shoulder-range-symmetry',
  'hip-range-symmetry',
] as const;

describe('two turns, three jumps, more on the right, 120 ms late, with the lite model', () => {
  test('there are two turns to the left and three jumps', () => {
    expect(figureOf(known.measured, 'turns')).toBe(2);
    expect(figureOf(known.measured, 'turns-left')).toBe(2);
    expect(Math.abs(figureOf(known.measured, 'revolutions') - 2)).toBeLessThan(0.1);
    expect(figureOf(known.measured, 'jumps')).toBe(3);
    // 0.85 counts of half a second.
    expect(Math.abs(figureOf(known.measured, 'flight-time') - 425)).toBeLessThan(60);
  });

  test.each(balanceMetrics)('%s favours the right', (id) => {
    expect(figureOf(known.measured, id)).toBeGreaterThan(12);
  });

  test('the timing is 120 ± 25 ms late, the tempo within 1 % and the beats within 70 ms', () => {
    const { music } = known;
    if (music.heard !== 'beat') throw new Error(music.reason.text);
    expect(Math.abs(music.bpm / 120 - 1)).toBeLessThan(0.01);
    expect(music.beats).toHaveLength(known.dance.beatsMs.length);
    music.beats.forEach(({ timeMs }, i) => {
      expect(Math.abs(timeMs - (known.dance.beatsMs[i] ?? Number.NaN))).toBeLessThan(70);
    });
    expect(Math.abs(figureOf(known.measured, 'timing-bias') - 120)).toBeLessThan(25);
  });

  test.each(
    sides.flatMap((side) => (['knee', 'elbow'] as const).map((joint) => ({ side, joint }))),
  )('the angle of the $side $joint is accurate to 5°', ({ side, joint }) => {
    const { inPicture, inSpace } = compareJoint(known, side, joint);
    expect(inPicture.count).toBeGreaterThan(0.95 * known.dance.frameCount);
    expect(inPicture.meanError).toBeLessThan(5);
    // The report marks it as approximate.
    expect(inSpace.meanError).toBeLessThan(15);
  });
});

describe('an even dance, with the lite model', () => {
  test.each([
    { name: 'on time', lateMs: 0 },
    { name: 'early', lateMs: -120 },
  ])('is $name', ({ lateMs }) => {
    const { measured } = lateMs === 0 ? onTime : early;
    expect(Math.abs(figureOf(measured, 'timing-bias') - lateMs)).toBeLessThan(25);
  });

  test('has no turn and no jump, in spite of similar movements', () => {
    for (const id of ['turns', 'turns-left', 'turns-right', 'jumps'] as const) {
      expect(figureOf(onTime.measured, id)).toBe(0);
    }
    expect(Math.abs(figureOf(onTime.measured, 'revolutions'))).toBeLessThan(0.1);
  });

  test('favours no side in metrics of sufficient confidence', () => {
    for (const id of balanceMetrics)
      expect(Math.abs(figureOf(onTime.measured, id))).toBeLessThan(12);
    const sure = onTime.measured.report.metrics.filter(
      ({ id, confidence }) => /range-symmetry$/.test(id) && confidence !== 'low',
    );
    for (const { value } of sure) expect(Math.abs(value ?? 0)).toBeLessThan(12);
  });
});

test('side-on, the near knee is accurate to 6° and the near elbow to 9°', () => {
  expect(sideOn.measured.report.view.side).toBe(1);
  expect(compareJoint(sideOn, 'right', 'knee').inPicture.meanError).toBeLessThan(6);
  expect(compareJoint(sideOn, 'right', 'elbow').inPicture.meanError).toBeLessThan(9);
  expect(figureOf(sideOn.measured, 'left-knee-range')).toBeNaN();
});

describe('a mirrored clip swaps left and right and changes nothing else', () => {
  test('exactly, with mirrored landmarks', async () => {
    const { clip, music } = known;
    const mirrored = { clip: { ...clip, frames: mirrorPoses(clip.frames) }, music };
    const { report, series } = await reportOf(mirrored);
    const expected = known.measured.report.metrics.map(mirrorMetric);
    for (const { id, value } of expected) {
      const found = report.metrics.find((metric) => metric.id === id);
      if (value === null) expect([id, found?.value]).toEqual([id, null]);
      else expect([id, found?.value]).toEqual([id, expect.closeTo(value, 6)]);
    }
    for (const one of known.measured.series) {
      const { id, values } = mirrorSeries(one, clip.source.width);
      const found = series.find((other) => other.id === id)?.values ?? [];
      const furthest = values.reduce<number>(
        (most, value, i) => Math.max(most, Math.abs((value ?? 0) - (found[i] ?? 0))),
        0,
      );
      expect([id, furthest < 1e-6]).toEqual([id, true]);
    }
  });

  /** Differences of the model itself between left and right, rounded up. */
  const tolerances: Readonly<Record<string, number>> = {
    ...{ '°': 6, '%': 15, ms: 20, s: 0.1, m: 0.05, count: 0, BPM: 0.1 },
    ...{ S: 0.1, 'S/s': 0.2, 'S²': 0.2, 'S²/s²': 4, 'S/s²': 1, 'S/s³': 10, '1': 1 },
  };

  /** A movement that is just large enough counts in one of the two. */
  const toleranceOf = ({ id, unit }: Metric): number =>
    id === 'motion-beats' ? 2 : (tolerances[unit] ?? Number.NaN);

  test("within the model's own differences, with mirrored frames", () => {
    const sure = ({ validity, unit }: Metric): boolean => validity === 'valid' || unit === 'count';
    const seen = inMirror.measured.report.metrics.filter(sure);
    const off = known.measured.report.metrics.filter(sure).flatMap((metric) => {
      const { id, value } = mirrorMetric(metric);
      const found = seen.find((other) => other.id === id)?.value;
      if (value === null || found === null || found === undefined) return [];
      const away = Math.abs(found - value);
      return away <= toleranceOf(metric) ? [] : [`${id}: ${found}, not ${value}`];
    });
    expect(seen.length).toBeGreaterThan(45);
    expect(off).toEqual([]);
    expect(figureOf(inMirror.measured, 'turns-right')).toBe(2);
    for (const id of balanceMetrics) expect(figureOf(inMirror.measured, id)).toBeLessThan(-12);
  });
});
