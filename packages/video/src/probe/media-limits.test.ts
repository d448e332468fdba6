import { defaultMediaLimits } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { checkBytes, checkDuration, checkFrames, checkPixels } from './media-limits.ts';

const limits = defaultMediaLimits;

describe('error messages name the rule, the value, the limit and the next step', () => {
  test.each([
    ['unreadable-media', () => checkBytes(0, limits), /empty \(0 bytes\).*again/],
    [
      'upload-too-large',
      () => checkBytes(3e9, limits),
      /2,147,483,648 bytes.*3,000,000,000.*Cut it/,
    ],
    [
      'too-many-pixels',
      () => checkPixels({ width: 16_384, height: 8192 }, limits),
      /9,437,184 pixels.*16384×8192.*134,217,728.*Save it smaller/,
    ],
    ['too-long', () => checkDuration(36_000, limits), /15:00 min.*10:00:00 h.*Cut it/],
    ['too-many-frames', () => checkFrames(60_000, limits), /54,000 frames.*60,000.*Cut it/],
  ])('%s', (code, check, message) => {
    expect(check).toThrow(message);
    expect(check).toThrow(expect.objectContaining({ code }));
  });

  test('a value exactly at a limit is accepted', () => {
    checkBytes(limits.maxBytes, limits);
    checkPixels({ width: 4096, height: 2304 }, limits);
    checkDuration(limits.maxDurationMs / 1000, limits);
    checkDuration(null, limits);
    checkFrames(limits.maxFrames, limits);
    checkFrames(null, limits);
  });
});
