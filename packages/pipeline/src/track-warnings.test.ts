import type { PoseFrame } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { trackWarnings } from './track-warnings.ts';

/** 10 frames a second; `x` is a frame with a person, `.` one without. */
const track = (pattern: string): PoseFrame[] =>
  [...pattern].map((mark, index) => ({
    index,
    timeMs: index * 100,
    people: mark === 'x' ? [{ id: 0, landmarks: [], world: [] }] : [],
  }));

const codes = (pattern: string, expected = pattern.length): string[] =>
  trackWarnings(track(pattern), expected).map(({ code }) => code);

describe('trackWarnings', () => {
  test('says nothing of a clip that is all there with somebody in it', () => {
    expect(codes('xxxxxxxxxxxxxxxxxxxx')).toEqual([]);
    expect(codes('xxxxx....xxxxxxxxxxx')).toEqual([]);
    expect(codes('xxxxxxxxxx', 11)).toEqual([]);
  });

  test('counts the frames that could not be read', () => {
    expect(trackWarnings(track('xxxxxxxxxx'), 30)).toEqual([
      { code: 'frames-missing', message: expect.stringContaining('Only 10 of 30 frames') },
    ]);
  });

  test('tells a clip without anybody from one where a person is rare', () => {
    expect(codes('..........')).toEqual(['nobody-found']);
    expect(codes('xx........')).toEqual(['person-rarely-found']);
  });

  test('names the times at which nobody was found, to the end of the clip', () => {
    const [warning] = trackWarnings(
      track(`${'x'.repeat(20)}${'.'.repeat(15)}${'x'.repeat(10)}${'.'.repeat(10)}`),
      55,
    );
    expect(warning).toEqual({
      code: 'person-missing',
      message: 'Nobody was found between 2.0 s and 3.5 s, between 4.5 s and 5.5 s.',
    });
  });
});
