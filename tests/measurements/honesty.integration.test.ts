import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MovementReport } from '@dance-pose/movement';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dishonesties } from './dishonesties.ts';
import { evenDance } from './known-dance.ts';
import { describeWithTestdata } from './testdata.ts';
import { testdata } from './testdata-folder.ts';
import { figureOf, reportOf, type WatchOptions, watchClip } from './watch-clip.ts';

const run = promisify(execFile);

const look = async (path: string, options: WatchOptions = {}): Promise<MovementReport> =>
  reportOf(await watchClip(path, options));

const measuredIds = ({ report }: MovementReport): string[] =>
  report.metrics.flatMap(({ id, value }) => (value === null ? [] : [id]));

/** Nobody there: of the dancer only that they were not in sight, whatever there is to hear. */
function expectNobody(measured: MovementReport): void {
  expect(dishonesties(measured)).toEqual([]);
  expect(figureOf(measured, 'in-sight')).toBe(0);
  expect(measuredIds(measured).filter((id) => !id.startsWith('music-'))).toEqual(['in-sight']);
  expect(measured.report.view).toEqual({ frontal: 0, side: 0 });
  expect(measured.report.cautions.join(' ')).toContain('Nobody');
}

/** What needs legs and feet. */
const ofLegs = [
  ...['jumps', 'plie-depth', 'plie-drop', 'balanced-share', 'balance-holds', 'turnout'],
  ...['left-knee-range', 'right-knee-range', 'leg-activity-symmetry', 'foot-slip'],
];

describe('films that the project makes', () => {
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

  /** Another film, made of the dance and whatever else by FFmpeg. */
  const made = async (name: string, ...options: string[]): Promise<string> => {
    const path = join(folder.path, name);
    await run('ffmpeg', ['-v', 'error', '-i', dancePath, ...options, path]);
    return path;
  };

  test('of nobody say so', async () => {
    const path = join(folder.path, 'empty.mp4');
    const bars = ['-f', 'lavfi', '-i', 'smptebars=size=320x240:rate=25:duration=2'];
    await run('ffmpeg', ['-v', 'error', ...bars, '-pix_fmt', 'yuv420p', path]);
    expectNobody(await look(path));
  });

  test('of half a body tell nothing of the other half', async () => {
    const measured = await look(await made('half.mp4', '-vf', 'crop=360:230:0:40'));
    expect(dishonesties(measured)).toEqual([]);
    for (const id of ofLegs) expect([id, figureOf(measured, id)]).toEqual([id, Number.NaN]);
    expect(measuredIds(measured)).toEqual(expect.arrayContaining(['in-sight', 'shoulder-tilt']));
  });

  test('of two seconds tell of two seconds', async () => {
    const measured = await look(dancePath, { trim: { startMs: 0, endMs: 2000 } });
    expect(dishonesties(measured)).toEqual([]);
    expect(measured.report.music).toMatchObject({ heard: 'no-beat', reason: /3 seconds/ });
    expect(figureOf(measured, 'timing-bias')).toBeNaN();
    expect(figureOf(measured, 'arm-activity-symmetry')).toBeDefined();
  });

  test('that are a picture tell of a pose and not of movement', async () => {
    const measured = await look(await made('still.png', '-frames:v', '1'));
    expect(dishonesties(measured)).toEqual([]);
    expect(measuredIds(measured)).toEqual(['in-sight']);
    expect(measured.report.view.frontal).toBe(1);
    const knee = measured.series.find(({ id }) => id === 'left-knee-angle-2d')?.values;
    expect(knee).toEqual([expect.any(Number)]);
    expect(measured.report.metrics.map(({ reason }) => reason)).toContain(
      'A single picture holds no movement.',
    );
  });

  test('in the dark tell what can be made out', async () => {
    const dark = 'eq=contrast=0.25:brightness=-0.36,noise=alls=8:allf=t';
    const measured = await look(await made('dark.mp4', '-t', '2', '-vf', dark));
    expect(dishonesties(measured)).toEqual([]);
  });

  test('into which somebody comes and goes tell of the time between', async () => {
    const emptied = "drawbox=color=gray:t=fill:enable='lt(t,1.2)+gt(t,2.8)'";
    const measured = await look(await made('comes-and-goes.mp4', '-vf', emptied));
    expect(dishonesties(measured)).toEqual([]);
    const there = figureOf(measured, 'in-sight');
    expect(Math.abs(there - 40)).toBeLessThan(8);
    expect(measured.report.cautions.join(' ')).toContain('out of sight');
    const ofDancer = measured.report.metrics.filter(
      ({ id }) => id !== 'in-sight' && !id.startsWith('music-'),
    );
    for (const { id, coverage } of ofDancer) {
      expect([id, coverage <= (there + 8) / 100]).toEqual([id, true]);
    }
  });

  test('of two people tell of one', async () => {
    const twice = 'split[a][b];[b]scale=270:360,pad=270:480:0:ih-oh[c];[a][c]hstack';
    const measured = await look(await made('two.mp4', '-t', '2', '-filter_complex', twice));
    expect(dishonesties(measured)).toEqual([]);
    expect(figureOf(measured, 'in-sight')).toBeGreaterThan(90);
    expect(figureOf(measured, 'turns')).toBe(0);
    expect(measured.track.scale.pixels).toBeLessThan(480 / 3);
  });
});

describeWithTestdata('real clips', () => {
  test.each([
    { clip: 'derived/black_2s.mp4', trim: { startMs: 0 } },
    // Where the model takes arms and bottles for people who hang head down.
    { clip: 'videos/intel_bottle_noperson.mp4', trim: { startMs: 11_500, endMs: 14_000 } },
  ])('$clip: nobody', async ({ clip, trim }) => {
    expectNobody(await look(join(testdata, clip), { trim }));
  });

  // The model makes a whole person of it: what is not in the picture must stay unknown all the same.
  test('a belly and a hand: nothing of legs', async () => {
    const clip = join(testdata, 'videos/mpsamples_hand_test_video.mp4');
    const measured = await look(clip, { trim: { startMs: 2000, endMs: 4500 } });
    expect(dishonesties(measured)).toEqual([]);
    for (const id of ofLegs) expect([id, figureOf(measured, id)]).toEqual([id, Number.NaN]);
  });

  test('head and shoulders: nothing of legs, nor of sizes', async () => {
    const clip = join(testdata, 'videos/mpsamples_gesture_test_video.mp4');
    const measured = await look(clip, { trim: { startMs: 0, endMs: 3000 } });
    expect(dishonesties(measured)).toEqual([]);
    for (const id of [...ofLegs, 'body-speed', 'turns', 'trunk-lean']) {
      expect([id, figureOf(measured, id)]).toEqual([id, Number.NaN]);
    }
  });

  test('a picture: a pose and no movement', async () => {
    const measured = await look(join(testdata, 'golden/pose.jpg'));
    expect(dishonesties(measured)).toEqual([]);
    expect(measuredIds(measured)).toEqual(['in-sight']);
  });

  test.each([
    { clip: 'derived/mgt_dancer_lowlight_5s.mp4', trim: { startMs: 0, endMs: 2500 }, least: 80 },
    { clip: 'derived/person_enters_leaves.mp4', trim: { startMs: 0 }, least: 50 },
    { clip: 'videos/pose2sim_multi_cam01.mp4', trim: { startMs: 0, endMs: 1000 }, least: 90 },
  ])('$clip: no number from nothing', async ({ clip, trim, least }) => {
    const measured = await look(join(testdata, clip), { trim });
    expect(dishonesties(measured)).toEqual([]);
    expect(figureOf(measured, 'in-sight')).toBeGreaterThan(least);
    expect(figureOf(measured, 'turns')).toBe(0);
    expect(figureOf(measured, 'jumps')).toBe(0);
  });
});
