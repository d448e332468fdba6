import { type Music, type MusicWithBeat, say } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { cutPhrases } from './phrases.ts';

/** Two beats per second. */
const music = (beats: number, firstCount: number, fromMs = 0): MusicWithBeat => ({
  heard: 'beat',
  bpm: 120,
  ...{ meter: 4, counts: 8, alternatives: [], given: {} },
  sections: [{ startMs: fromMs, endMs: fromMs + 500 * beats, bpm: 120 }],
  beats: Array.from({ length: beats }, (_, i) => ({
    timeMs: fromMs + 500 * i,
    count: ((firstCount - 1 + i) % 8) + 1,
    confidence: 1,
  })),
  confidence: 'high',
  clarity: 0.9,
  countConfidence: 'medium',
});

const quiet: Music = { heard: 'silence', reason: say('music-silent') };

describe('phrases by counts', () => {
  test('are eights, and the last one ends with the music', () => {
    const phrases = cutPhrases(music(16, 1, 1000), { frameCount: 600, fps: 30 });
    expect(phrases).toEqual({
      phrasing: { by: 'counts', confidence: 'medium' },
      phrases: [
        { startMs: 1000, endMs: 5000, span: { from: 30, to: 150 }, counts: 8 },
        { startMs: 5000, endMs: 9000, span: { from: 150, to: 270 }, counts: 8 },
      ],
    });
  });

  test('include half an eight or more at the beginning and the end', () => {
    const counts = (beats: number, first: number): (number | null)[] =>
      cutPhrases(music(beats, first), { frameCount: 900, fps: 30 }).phrases.map((p) => p.counts);
    expect(counts(17, 5)).toEqual([4, 8, 5]);
    expect(counts(14, 6)).toEqual([8]);
    expect(counts(6, 1)).toEqual([6]);
  });

  test('are two groups of four, or of three in three', () => {
    const counted = (beats: number, counts: 3 | 4 | 6, first: number): MusicWithBeat => ({
      ...music(beats, 1),
      ...{ counts, meter: counts === 4 ? 4 : 3 },
      beats: music(beats, 1).beats.map((beat, i) => ({
        ...beat,
        count: ((first - 1 + i) % counts) + 1,
      })),
    });
    const lengths = (of: MusicWithBeat): (number | null)[] =>
      cutPhrases(of, { frameCount: 900, fps: 30 }).phrases.map((p) => p.counts);
    expect(lengths(counted(22, 4, 3))).toEqual([8, 8, 4]);
    expect(lengths(counted(16, 3, 2))).toEqual([6, 6]);
    expect(lengths(counted(17, 3, 1))).toEqual([6, 6, 5]);
    expect(lengths(counted(15, 6, 4))).toEqual([3, 6, 6]);
  });

  test('begin again where the tempo changes', () => {
    const slow = music(12, 1);
    const fast = music(16, 1, 7000).beats.map((beat, i) => ({ ...beat, timeMs: 7000 + 400 * i }));
    const sections = [
      { startMs: 0, endMs: 7000, bpm: 120 },
      { startMs: 7000, endMs: 13_400, bpm: 150 },
    ];
    const changing = { ...slow, sections, beats: [...slow.beats, ...fast] };
    const { phrases } = cutPhrases(changing, { frameCount: 900, fps: 30 });
    expect(phrases.map(({ startMs, endMs, counts }) => [startMs, endMs, counts])).toEqual([
      [0, 4000, 8],
      [4000, 6000, 4],
      [7000, 10_200, 8],
      [10_200, 13_400, 8],
    ]);
  });

  test('end with the clip', () => {
    const { phrases } = cutPhrases(music(8, 1), { frameCount: 115, fps: 30 });
    expect(phrases[0]).toMatchObject({ span: { from: 0, to: 115 } });
    expect(phrases[0]?.endMs).toBeCloseTo(3833, 0);
  });
});

describe('phrases without a beat', () => {
  test.each([
    [480, 4],
    [500, 4],
    [120, 1],
    [20, 1],
    [0, 1],
  ])('cut %i frames into %i parts of equal length', (frameCount, count) => {
    const cut = cutPhrases(quiet, { frameCount, fps: 30 });
    expect(cut.phrasing).toEqual({ by: 'time', reason: say('music-silent') });
    expect(cut.phrases).toHaveLength(count);
    expect(cut.phrases[0]?.span.from).toBe(0);
    expect(cut.phrases.at(-1)?.span.to).toBe(frameCount);
    cut.phrases.slice(1).forEach((phrase, i) => {
      expect(phrase.span.from).toBe(cut.phrases[i]?.span.to);
      expect(phrase.counts).toBeNull();
    });
  });
});
