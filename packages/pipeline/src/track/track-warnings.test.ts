import { type Landmark, landmarkCount, type PoseFrame } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { trackWarnings } from './track-warnings.ts';

/** A straight line; `size` is its fraction of the picture's height. */
const standing = (size: number): Landmark[] =>
  Array.from({ length: landmarkCount }, (_, at) => [
    0.5,
    (size * at) / (landmarkCount - 1),
    0,
    1,
    1,
  ]);

/** 10 frames per second; `x` is a frame with a person, `.` one without. */
const track = (pattern: string, size = 0.9): PoseFrame[] =>
  [...pattern].map((mark, index) => ({
    index,
    timeMs: index * 100,
    people: mark === 'x' ? [{ id: 0, landmarks: standing(size), world: [] }] : [],
  }));

const expected = (frameCount: number) => ({ frameCount, width: 320, height: 240 });

const codes = (pattern: string, frameCount = pattern.length): string[] =>
  trackWarnings(track(pattern), expected(frameCount)).map(({ code }) => code);

describe('trackWarnings', () => {
  test('does not warn about a complete clip with a person', () => {
    expect(codes('xxxxxxxxxxxxxxxxxxxx')).toEqual([]);
    expect(codes('xxxxx....xxxxxxxxxxx')).toEqual([]);
    expect(codes('xxxxxxxxxx', 11)).toEqual([]);
  });

  test('counts the frames that could not be read', () => {
    expect(trackWarnings(track('xxxxxxxxxx'), expected(30))).toMatchObject([
      { code: 'frames-missing', message: expect.stringContaining('Only 10 of 30 frames') },
    ]);
  });

  test('distinguishes a clip without a person from one in which a person is rare', () => {
    expect(codes('..........')).toEqual(['nobody-found']);
    expect(codes('xx........')).toEqual(['person-rarely-found']);
  });

  test('lists the times without a person, up to the end of the clip', () => {
    const [warning] = trackWarnings(
      track(`${'x'.repeat(20)}${'.'.repeat(15)}${'x'.repeat(10)}${'.'.repeat(10)}`),
      expected(55),
    );
    const text = 'Nobody was found between 2.0 s and 3.5 s, between 4.5 s and 5.5 s.';
    const values = { gaps: '2.0-3.5 4.5-5.5', more: 0 };
    expect(warning).toEqual({ code: 'person-missing', values, text, message: text });
  });

  test("reports the dancer's size if it is small most of the time", () => {
    const small = trackWarnings(track('xxxxxxxxxx', 0.4), expected(10));
    expect(small).toMatchObject([
      { code: 'person-small', message: expect.stringContaining('about 96 pixels tall') },
    ]);
    const crouching = [...track('xxxxxx', 0.9), ...track('xxxx', 0.3)];
    expect(trackWarnings(crouching, expected(10))).toEqual([]);
  });

  test('measures a dancer on the floor by their length', () => {
    const lying = track('xxxxxxxxxx').map((frame) => ({
      ...frame,
      people: frame.people.map((person) => ({
        ...person,
        landmarks: person.landmarks.map(([x, y, ...rest]): Landmark => [y, x, ...rest]),
      })),
    }));
    expect(trackWarnings(lying, expected(10))).toEqual([]);
  });
});
