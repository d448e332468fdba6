import { describe, expect, test } from '@jest/globals';
import { parsePacketTimes } from './packet-times.ts';

const milliseconds = { num: 1, den: 1000 };

describe('parsePacketTimes', () => {
  test('sorts packets from decoding order to presentation order', () => {
    const lines = ['0,-512,512,K_', '1536,0,512,__', '512,512,512,__', '1024,1024,512,__', ''];
    expect(parsePacketTimes(lines, { num: 1, den: 12_800 })).toEqual({
      count: 4,
      startSeconds: 0,
      endSeconds: 0.16,
      rate: 25,
      variable: false,
      keyFrameSeconds: [0],
    });
  });

  test('returns the presentation times of key frames', () => {
    const lines = ['0,0,40,K_', '120,40,40,K_', '40,80,40,__', '80,120,40,__', '160,160,40,K_'];
    expect(parsePacketTimes(lines, milliseconds)?.keyFrameSeconds).toEqual([0, 0.12, 0.16]);
  });

  test('skips packets that an edit list hides', () => {
    const lines = ['-40,-40,40,KD', '0,0,40,K_', '40,40,40,__'];
    expect(parsePacketTimes(lines, milliseconds)).toMatchObject({ count: 2, startSeconds: 0 });
  });

  test('falls back to decoding times and to a typical duration', () => {
    const lines = ['N/A,0,N/A,K_', 'N/A,40,N/A,__', 'N/A,80,N/A,__'];
    expect(parsePacketTimes(lines, milliseconds)).toMatchObject({ count: 3, endSeconds: 0.12 });
  });

  test('does not mistake rounding to milliseconds for a variable rate', () => {
    const lines = Array.from(
      { length: 90 },
      (_, index) => `${Math.round((index * 1000) / 30)},0,33,__`,
    );
    const times = parsePacketTimes(lines, milliseconds);
    expect(times?.variable).toBe(false);
    expect(times?.rate).toBeCloseTo(30, 1);
  });

  test('ignores one gap in a constant rate, even if a tick is a whole frame', () => {
    const lines = [0, 2, 3, 4, 5, 6, 7, 8].map((at) => `${at},${at},1,K_`);
    expect(parsePacketTimes(lines, { num: 1, den: 25 })).toMatchObject({
      rate: 25,
      variable: false,
    });
  });

  test('detects a variable rate and returns its average', () => {
    const times = [0, 40, 80, 120, 160, 240, 320, 400, 480, 560];
    const lines = times.map((at) => `${at},${at},40,__`);
    expect(parsePacketTimes(lines, milliseconds)).toMatchObject({
      variable: true,
      rate: expect.closeTo(9 / 0.56),
    });
  });

  test('counts two packets with the same time as one frame', () => {
    const lines = ['0,0,20,K_', '0,0,20,__', '40,40,20,__', '40,40,20,__', '80,80,20,__'];
    expect(parsePacketTimes(lines, milliseconds)).toMatchObject({ rate: 25 });
  });

  test('returns null for a stream without times', () => {
    expect(parsePacketTimes(['N/A,N/A,N/A,__', ''], milliseconds)).toBeNull();
    expect(parsePacketTimes(['0,0,N/A,K_'], milliseconds)).toMatchObject({ count: 1, rate: null });
  });
});
