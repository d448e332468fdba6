import { describe, expect, test } from '@jest/globals';
import { reanalyseSchema, rerenderSchema, withChanges } from './http.ts';
import { jobOptionsSchema } from './job-options.ts';

const before = jobOptionsSchema.parse({
  model: 'heavy',
  smoothing: 'strong',
  overlay: { style: 'ghost', showTrails: true },
  analysis: { cutoffHz: 10, exports: ['trc'] },
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
      encode: { maxHeight: 720 },
    });
    expect(withChanges(before, changes)).toEqual({
      ...before,
      smoothing: 'off',
      overlay: { ...before.overlay, showBeats: true, angleJoints: ['knee'] },
      analysis: { ...before.analysis, exports: [] },
      encode: { ...before.encode, maxHeight: 720 },
    });
  });

  test.each([
    { model: 'lite' },
    { trim: { startMs: 0 } },
    { overlay: { style: 'wild' } },
    { overlay: { showBeat: true } },
    { encode: { crf: 9 } },
    { analysis: { cutoffHz: 0 } },
    { analysis: null },
  ])('are rejected if they are not valid: %j', (changes) => {
    expect(rerenderSchema.safeParse(changes).success).toBe(false);
  });

  test('can only be analysis options for reanalyse', () => {
    expect(reanalyseSchema.safeParse({ analysis: { cutoffHz: 12 } }).success).toBe(true);
    expect(reanalyseSchema.safeParse({ overlay: { showBeats: true } }).success).toBe(false);
  });
});
