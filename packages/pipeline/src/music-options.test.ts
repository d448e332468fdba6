import { describe, expect, test } from '@jest/globals';
import { musicWarnings, requireOneInside } from './music-options.ts';

describe('the "one" that a user sets', () => {
  test.each([
    [{}, 8000],
    [{ oneMs: 0 }, 8000],
    [{ oneMs: 8000 }, 8000],
    // A picture has no time.
    [{ oneMs: 500 }, 0],
  ])('%j is accepted in a part of %d ms', (given, durationMs) => {
    expect(() => requireOneInside(given, durationMs)).not.toThrow();
  });

  test('is refused after the end of the analysed part, with both times', () => {
    expect(() => requireOneInside({ oneMs: 12_000 }, 8000)).toThrow(
      expect.objectContaining({
        code: 'invalid-options',
        message: expect.stringMatching(/^music\.oneMs: .*lasts 8\.00 s; 12\.00 s was given/),
      }),
    );
  });
});

describe('music options without an effect', () => {
  test.each([
    ['no-sound', /no sound/],
    ['silence', /silent/],
    ['no-beat', /no beat/],
  ] as const)('have a warning: %s', (heard, message) => {
    expect(musicWarnings({ bpm: 70 }, heard)).toEqual([
      expect.objectContaining({
        ...{ code: 'music-options-unused', values: { heard } },
        text: expect.stringMatching(message),
      }),
    ]);
    expect(musicWarnings({}, heard)).toEqual([]);
  });

  test('have none where a beat is found', () => {
    expect(musicWarnings({ bpm: 70, meter: 3, oneMs: 0 }, 'beat')).toEqual([]);
  });
});
