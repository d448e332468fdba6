import {
  analysisOptionsSchema,
  findMetric,
  type MetricId,
  type PoseFrame,
  reportSchema,
  say,
} from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { camera, moved, record, type Stance, standing } from '../testing/fixture-dancer.ts';
import { steadyMusic } from '../testing/music-fixtures.ts';
import { textOf } from '../testing/sentences.ts';
import { buildReport, type ReportRequest } from './build-report.ts';

const noPause = async (): Promise<void> => {};

const music = steadyMusic(24);

/** Sways from side to side and comes to rest 100 ms after every beat. */
const swaying = (t: number): Stance =>
  moved(standing, [0.2 * Math.cos(2 * Math.PI * (t - 0.1)), 0, 0]);

function request(frames: PoseFrame[], changes: Partial<ReportRequest> = {}): ReportRequest {
  const { width, height, fps } = camera;
  const { length: frameCount } = frames;
  const source = { width, height, fps, frameCount, durationMs: (1000 * frameCount) / fps };
  const options = analysisOptionsSchema.parse({});
  return {
    clip: { source, engine: 'scripted', model: 'full', frames },
    options,
    music,
    ...changes,
  };
}

const danced = request(record(360, swaying));
const { report, series, centreOfMass, track } = await buildReport(danced, noPause);

const numberOf = (metrics: typeof report.metrics, id: MetricId): number =>
  findMetric(metrics, id)?.value ?? Number.NaN;

describe('buildReport', () => {
  test('follows the schema, and survives JSON unchanged', () => {
    expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report).toMatchObject({ source: danced.clip.source, engine: 'scripted', music });
  });

  test('has every metric for every phrase, including timing', () => {
    expect(report.phrasing).toEqual({ by: 'counts', confidence: 'high' });
    expect(report.phrases.map(({ counts }) => counts)).toEqual([8, 8, 8]);
    const ids = report.metrics.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { metrics } of report.phrases) expect(metrics.map(({ id }) => id)).toEqual(ids);
    expect(numberOf(report.metrics, 'timing-bias')).toBeCloseTo(100, -1);
    for (const { metrics } of report.phrases.slice(0, 2)) {
      expect(numberOf(metrics, 'timing-bias')).toBeCloseTo(100, -1);
    }
    const movements = report.phrases.map(({ metrics }) => numberOf(metrics, 'motion-beats'));
    expect(movements.every((count) => count > 4 && count < 10)).toBe(true);
    expect(report.summary[0]?.text).toMatch(/^You are 100 ms ± \d+ behind the beat/);
  });

  test('returns the centre of mass and the cleaned track', () => {
    expect(series.every(({ values }) => values.length === 360)).toBe(true);
    expect(centreOfMass.x).toHaveLength(360);
    const columns = ['centre-x', 'centre-y'].map((id) => series.find((one) => one.id === id));
    expect(columns.map((column) => column?.values[90])).toEqual([
      centreOfMass.x[90],
      centreOfMass.y[90],
    ]);
    expect(track.frameCount).toBe(360);
  });

  test('applies the options', async () => {
    const options = analysisOptionsSchema.parse({ cutoffHz: 1, minVisibility: 0.9 });
    const slow = await buildReport({ ...danced, options }, noPause);
    expect(slow.report.options).toEqual(options);
    // A filter of 1 Hz halves the power of a sway of 1 Hz.
    const ratio =
      numberOf(slow.report.metrics, 'body-speed') / numberOf(report.metrics, 'body-speed');
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(0.8);
  });

  test('ignores music after the last frame', async () => {
    const { report: short } = await buildReport(request(record(150, swaying)), noPause);
    expect(short.music.heard === 'beat' && short.music.beats.length).toBe(10);
    expect(short.phrases.map(({ counts }) => counts)).toEqual([8]);
    expect(findMetric(short.metrics, 'music-tempo')?.value).toBe(120);
  });

  test('gives the reason if phrases are cut by time', async () => {
    const reason = say('music-no-sound');
    const silent = await buildReport({ ...danced, music: { heard: 'no-sound', reason } }, noPause);
    expect(silent.report.phrasing).toEqual({ by: 'time', reason });
    expect(findMetric(silent.report.metrics, 'timing-bias')).toMatchObject({
      value: null,
      reason,
    });
  });

  test('cautions that camera and floor are assumed to be level', () => {
    expect(textOf(report.cautions)).toContain('the camera are assumed to be level');
  });

  test.each([0, 1, 2, 5, 60])(
    '%d frames, with somebody or nobody, make a valid report',
    async (length) => {
      const somebody = record(length, swaying);
      const nobody = somebody.map((frame) => ({ ...frame, people: [] }));
      for (const frames of [somebody, nobody]) {
        const made = await buildReport(request(frames), noPause);
        const again = reportSchema.parse(JSON.parse(JSON.stringify(made.report)));
        expect(again).toEqual(made.report);
        expect(made.report.summary.length).toBeGreaterThan(0);
      }
    },
  );

  test('stops if a pause throws', async () => {
    let pauses = 0;
    const stopped = buildReport(danced, async () => {
      pauses += 1;
      if (pauses === 5) throw new Error('enough');
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(pauses).toBe(5);
  });
});
