import { describe, expect, test } from '@jest/globals';
import { reanalyseSchema, rerenderSchema, withChanges } from './http.ts';
import { jobOptionsSchema } from './job-options.ts';

const before = jobOptionsSchema.parse({
  model: 'heavy',
  smoothing: 'strong',
  overlay: { style: 'ghost', showTrails: true },
  analysis: { cutoffHz: 10, exports: ['trc'] },
  music: { bpm: 70, oneMs: 1200 },
  encode: { crf: 18, maxHeight: 480 },
  trim: { startMs: 500 },
});

describe("changes of a job's options", () => {
  test('keep options that are not sent', () => {
    expect(withChanges(before, rerenderSchema.parse({}))).toEqual(before);
    expect(withChanges(before, rerenderSchema.parse({ overlay: {}, encode: {} }))).toEqual(before);
  });

  test('replace single options, and lists as a whole', () => {
    const changes = rerenderSchema.parse({
      smoothing: 'off',
      overlay: { showBeats: true, angleJoints: ['knee'] },
      analysis: { exports: [] },
      music: { meter: 3, oneMs: 0 },
      encode: { maxHeight: 720 },
    });
    expect(withChanges(before, changes)).toEqual({
      ...before,
      smoothing: 'off',
      overlay: { ...before.overlay, showBeats: true, angleJoints: ['knee'] },
      analysis: { ...before.analysis, exports: [] },
      music: { bpm: 70, meter: 3, oneMs: 0 },
      encode: { ...before.encode, maxHeight: 720 },
    });
  });

  test('unset options that may be missing, with null', () => {
    const changes = rerenderSchema.parse({
      music: { bpm: null, meter: null },
      encode: { maxHeight: null },
    });
    const { maxHeight: _, ...encode } = before.encode;
    expect(withChanges(before, changes)).toEqual({ ...before, music: { oneMs: 1200 }, encode });
  });

  test.each([
    { model: 'lite' },
    { trim: { startMs: 0 } },
    { overlay: { style: 'wild' } },
    { overlay: { showBeat: true } },
    { encode: { crf: 9 } },
    { analysis: { cutoffHz: 0 } },
    { analysis: null },
    { analysis: { cutoffHz: null } },
    { music: null },
    { music: { bpm: 29 } },
    { music: { bpm: 301 } },
    { music: { meter: 5 } },
    { music: { oneMs: -1 } },
    { music: { tempo: 70 } },
  ])('are rejected if they are not valid: %j', (changes) => {
    expect(rerenderSchema.safeParse(changes).success).toBe(false);
  });

  test('can only be options of the analysis and the music for reanalyse', () => {
    const changes = { analysis: { cutoffHz: 12 }, music: { bpm: 140 } };
    expect(reanalyseSchema.safeParse(changes).success).toBe(true);
    expect(reanalyseSchema.safeParse({ overlay: { showBeats: true } }).success).toBe(false);
  });
});
