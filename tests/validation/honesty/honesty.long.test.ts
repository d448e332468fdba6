import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { evenDance } from '../known-dance/known-dance.ts';
import { figureOf } from '../track-clip.ts';
import { expectNobody, legMetrics, measuredIds, reportOn } from './expect-honesty.ts';
import { honestyProblems } from './honesty-problems.ts';

const run = promisify(execFile);

describe('a report on a generated clip', () => {
  let folder: TempFolder;
  let dancePath: string;
  beforeAll(async () => {
    folder = await createTempFolder('honesty');
    dancePath = join(folder.path, 'dance.mp4');
    const size = { width: 360, height: 480, fps: 25 };
    const dance = createDance({ ...size, bpm: 120, counts: 8, choreography: evenDance });
    await renderDance({ dance, outPath: dancePath, signal: new AbortController().signal });
  });
  afterAll(async () => {
    await folder[Symbol.asyncDispose]();
  });

  /** Derives another clip from the dance with FFmpeg. */
  const derive = async (name: string, ...options: string[]): Promise<string> => {
    const path = join(folder.path, name);
    await run('ffmpeg', ['-v', 'error', '-i', dancePath, ...options, path]);
    return path;
  };

  test('without people says so', async () => {
    const path = join(folder.path, 'empty.mp4');
    const bars = ['-f', 'lavfi', '-i', 'smptebars=size=320x240:rate=25:duration=2'];
    await run('ffmpeg', ['-v', 'error', ...bars, '-pix_fmt', 'yuv420p', path]);
    expectNobody(await reportOn(path));
  });

  test('of half a body claims nothing about the other half', async () => {
    const measured = await reportOn(await derive('half.mp4', '-vf', 'crop=360:230:0:40'));
    expect(honestyProblems(measured)).toEqual([]);
    for (const id of legMetrics) expect([id, figureOf(measured, id)]).toEqual([id, Number.NaN]);
    expect(measuredIds(measured)).toEqual(expect.arrayContaining(['in-sight', 'shoulder-tilt']));
  });

  test('of two seconds finds no beat', async () => {
    const measured = await reportOn(dancePath, { trim: { startMs: 0, endMs: 2000 } });
    expect(honestyProblems(measured)).toEqual([]);
    expect(measured.report.music).toMatchObject({
      heard: 'no-beat',
      reason: { text: expect.stringMatching(/3 seconds/) },
    });
    expect(figureOf(measured, 'timing-bias')).toBeNaN();
    expect(figureOf(measured, 'arm-activity-symmetry')).toBeDefined();
  });

  test('of a picture describes a pose and no movement', async () => {
    const measured = await reportOn(await derive('still.png', '-frames:v', '1'));
    expect(honestyProblems(measured)).toEqual([]);
    expect(measuredIds(measured)).toEqual(['in-sight']);
    expect(measured.report.view.frontal).toBe(1);
    const knee = measured.series.find(({ id }) => id === 'left-knee-angle-2d')?.values;
    expect(knee).toEqual([expect.any(Number)]);
    expect(measured.report.metrics.map(({ reason }) => reason?.text)).toContain(
      'A single picture has no movement.',
    );
  });

  test('in the dark is honest', async () => {
    const dark = 'eq=contrast=0.25:brightness=-0.36,noise=alls=8:allf=t';
    const measured = await reportOn(await derive('dark.mp4', '-t', '2', '-vf', dark));
    expect(honestyProblems(measured)).toEqual([]);
  });

  test('with a person who comes and goes covers only the time between', async () => {
    const emptied = "drawbox=color=gray:t=fill:enable='lt(t,1.2)+gt(t,2.8)'";
    const measured = await reportOn(await derive('comes-and-goes.mp4', '-vf', emptied));
    expect(honestyProblems(measured)).toEqual([]);
    const there = figureOf(measured, 'in-sight');
    expect(Math.abs(there - 40)).toBeLessThan(8);
    expect(measured.report.cautions.map(({ text }) => text).join(' ')).toContain('out of sight');
    const ofDancer = measured.report.metrics.filter(
      ({ id }) => id !== 'in-sight' && !id.startsWith('music-'),
    );
    for (const { id, coverage } of ofDancer) {
      expect([id, coverage <= (there + 8) / 100]).toEqual([id, true]);
    }
  });

  test('of two people describes one', async () => {
    const twice = 'split[a][b];[b]scale=270:360,pad=270:480:0:ih-oh[c];[a][c]hstack';
    const measured = await reportOn(await derive('two.mp4', '-t', '2', '-filter_complex', twice));
    expect(honestyProblems(measured)).toEqual([]);
    expect(figureOf(measured, 'in-sight')).toBeGreaterThan(90);
    expect(figureOf(measured, 'turns')).toBe(0);
    expect(measured.track.scale.pixels).toBeLessThan(480 / 3);
  });
});
