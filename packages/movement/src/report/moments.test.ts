import type { Moment, MomentKind, PoseFrame, Report } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import {
  camera,
  inMirror,
  moved,
  record,
  type Stance,
  standing,
  turned,
} from '../testing/fixture-dancer.ts';
import { bent, lifted } from '../testing/fixture-legs.ts';
import { steadyMusic } from '../testing/music-fixtures.ts';
import * as testing from '../testing/report-of.ts';

const reportOf = async (frames: readonly PoseFrame[]): Promise<Report> =>
  (await testing.reportOf(frames, steadyMusic(24))).report;

const of = ({ moments }: Report, kind: MomentKind): Moment[] =>
  moments.filter((moment) => moment.kind === kind);

/** 0 to 1 and back between two times. */
const between = (t: number, from: number, to: number): number =>
  t < from || t > to ? 0 : (1 - Math.cos((2 * Math.PI * (t - from)) / (to - from))) / 2;

/** A plié from 1 to 3 s, the left leg to the side from 4 to 7 s, a jump at 9 s. */
function dance(t: number): Stance {
  if (t < 3.5) return bent(70 * between(t, 1, 3));
  if (t < 8) return lifted('left', 80 * Math.max(0, Math.min(1, t - 4, 7 - t)), 90);
  const flight = t > 9 && t < 9.5 ? 4.905 * (t - 9) * (9.5 - t) : 0;
  return moved(standing, [0, -flight, 0]);
}
const frames = record(360, dance);
const danced = await reportOf(frames);

describe('moments', () => {
  test('of events are where the events are, with their values and errors', () => {
    const [plie, ...otherPlies] = of(danced, 'plie');
    expect(otherPlies).toEqual([]);
    expect(plie).toMatchObject({ metric: 'plie-depth', unit: '°', side: null });
    expect(Math.abs((plie?.peakMs ?? 0) - 2000)).toBeLessThan(200);
    expect(Math.abs((plie?.value ?? 0) - 70)).toBeLessThan(plie?.error ?? 0);
    const [lift, ...otherLifts] = of(danced, 'leg-lift');
    expect(otherLifts).toEqual([]);
    expect(lift).toMatchObject({ metric: 'left-leg-height', side: 'left' });
    expect(lift?.peakMs).toBeGreaterThan(4800);
    expect(lift?.peakMs).toBeLessThan(6200);
    const [jump, ...otherJumps] = of(danced, 'jump');
    expect(otherJumps).toEqual([]);
    expect(Math.abs((jump?.peakMs ?? 0) - 9250)).toBeLessThan(100);
  });

  test('are in order, within the clip, and know their frame, phrase and count', () => {
    const peaks = danced.moments.map(({ peakMs }) => peakMs);
    expect(peaks).toEqual(peaks.toSorted((a, b) => a - b));
    const beats = danced.music.heard === 'beat' ? danced.music.beats : [];
    for (const { startMs, peakMs, endMs, frame, phrase, count } of danced.moments) {
      expect(startMs).toBeLessThanOrEqual(peakMs);
      expect(peakMs).toBeLessThan(endMs);
      expect(Math.abs((1000 * frame) / camera.fps - peakMs)).toBeLessThan(0.1);
      const span = danced.phrases[phrase ?? -1];
      if (span !== undefined) expect(peakMs).toBeGreaterThanOrEqual(Math.floor(span.startMs));
      const near = beats.filter(({ timeMs }) => Math.abs(timeMs - peakMs) <= 251);
      if (count !== null) expect(near.map((beat) => beat.count)).toContain(count);
    }
    expect(danced.moments.some(({ count }) => count !== null)).toBe(true);
  });

  test('swap sides in a mirror', async () => {
    const mirrored = await reportOf(inMirror(frames));
    expect(of(mirrored, 'leg-lift').map(({ side }) => side)).toEqual(['right']);
    expect(of(mirrored, 'jump')).toHaveLength(1);
  });

  test('are named by the sentences that they show', () => {
    const sentence = danced.summary.find(({ code }) => code === 'turns-and-jumps');
    const shown = sentence?.moments.map((i) => danced.moments[i]?.kind);
    expect(shown).toEqual(['jump']);
    const plie = danced.summary.find(({ code }) => code.startsWith('plie-'));
    expect(plie?.moments.map((i) => danced.moments[i]?.kind)).toEqual(['plie']);
  });

  test('of a joint are its largest and its smallest angle', async () => {
    const waving = await reportOf(
      record(300, (t) => {
        const angle = (between(t % 4, 1, 3) * 2 * Math.PI) / 3;
        const [x, y, z] = standing.leftShoulder;
        const along = (length: number): [number, number, number] => [
          x + length * Math.sin(angle),
          y + length * Math.cos(angle),
          z,
        ];
        return { ...standing, leftElbow: along(0.28), leftWrist: along(0.53) };
      }),
    );
    const [largest] = of(waving, 'largest-angle').filter(({ metric }) =>
      metric.startsWith('left-shoulder-range'),
    );
    expect(((largest?.peakMs ?? 0) / 1000) % 4).toBeGreaterThan(1.7);
    expect(((largest?.peakMs ?? 0) / 1000) % 4).toBeLessThan(2.3);
    expect(largest?.error).toBeGreaterThan(0);
    const [more] = of(waving, 'side-difference').filter(({ metric }) => metric.startsWith('arm'));
    expect(more).toMatchObject({ side: 'left', metric: 'arm-activity-symmetry' });
  });

  test('out of the picture have their length', async () => {
    const gone = record(300, dance).map((frame, i) =>
      i >= 120 && i < 180 ? { ...frame, people: [] } : frame,
    );
    const [absence] = of(await reportOf(gone), 'out-of-picture');
    expect(absence).toMatchObject({ unit: 's', metric: 'in-sight' });
    expect(absence?.value).toBeCloseTo(2, 0);
  });

  test('with a strongest tilt are on the side to which the dancer tilts', async () => {
    const leaning = await reportOf(
      record(240, (t) => {
        const drop = 0.06 + 0.06 * between(t, 3, 5);
        const [x, y, z] = standing.leftShoulder;
        return { ...standing, leftShoulder: [x, y + drop, z] };
      }),
    );
    const [tilt] = of(leaning, 'tilt').filter(({ metric }) => metric === 'shoulder-tilt');
    expect(Math.abs((tilt?.peakMs ?? 0) - 4000)).toBeLessThan(300);
    expect(tilt?.value).toBeLessThan(-10);
  });

  test('a picture has none', async () => {
    expect((await reportOf(record(1, () => turned(standing, 10)))).moments).toEqual([]);
  });
});
