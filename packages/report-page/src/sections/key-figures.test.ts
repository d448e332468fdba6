import {
  type Metric,
  type MetricId,
  type Music,
  metricCatalogue,
  type Report,
  say,
} from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { keyFigures } from './key-figures.ts';

const music: Music = {
  ...{ heard: 'beat', bpm: 120, confidence: 'high', clarity: 1, countConfidence: 'high' },
  ...{ meter: 4, counts: 8, alternatives: [], sections: [], given: {}, beats: [] },
};

/** Text of the cards of metrics with these values. */
function textOf(
  values: Partial<Record<MetricId, number | null>>,
  more: Partial<Metric> = {},
  heard: Music = music,
): string {
  const metric = (id: MetricId): Metric | undefined => {
    const value = values[id];
    if (value === undefined) return undefined;
    const unit = metricCatalogue[id].unit;
    const trust = { coverage: 1, confidence: 'high', validity: 'valid', error: 0 } as const;
    return { id, label: id, value, unit, ...trust, ...more };
  };
  const { markup } = keyFigures({ metric, report: { music: heard } as Report });
  return markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/[\u00A0\u202F]/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

describe('key figures', () => {
  test.each([
    [12.4, 'Timing on the beat 12 ms behind it; scatter 30 ms'],
    [-39, 'Timing on the beat 39 ms ahead of it; scatter 30 ms'],
    [120.2, 'Timing 120 ms late mean; scatter 30 ms'],
    [-60, 'Timing 60 ms early mean; scatter 30 ms'],
    [-220, 'Timing between beats 220 ms ahead of the nearest one; scatter 30 ms'],
  ])('show a bias of %d ms in words', (bias, text) => {
    expect(textOf({ 'timing-bias': bias, 'timing-spread': 30 })).toContain(text);
  });

  test.each([
    [0, 'Arms alike left and right move equally'],
    [-4, 'Arms alike'],
    [9.5, 'Arms alike left and right move equally'],
    [62, 'Arms 1.9 × more movement on the right'],
    [-66.67, 'Arms 2.0 × more movement on the left'],
    [199, 'Arms one only more movement on the right'],
    [-200, 'Arms one only more movement on the left'],
  ])('show a symmetry index of %d as a ratio', (index, text) => {
    expect(textOf({ 'arm-activity-symmetry': index })).toContain(text);
  });

  test('show a reason or the confidence', () => {
    const reason = say('one-hidden', { part: 'foot' });
    expect(textOf({ jumps: null }, { reason })).toContain(`Jumps Not measurable : ${reason.text}`);
    const doubtful = { confidence: 'low', validity: 'approximate' } as const;
    expect(textOf({ turns: 2, 'turns-left': 2 }, doubtful)).toContain(
      'Full turns 2 2 to the left, 0 to the right ●○○ low confidence, approximate',
    );
  });

  test('show no side that the error does not allow', () => {
    expect(textOf({ 'timing-bias': 50 }, { error: 60 })).toContain(
      'Timing near the beat 50 ms ± 60 behind it',
    );
    expect(textOf({ 'timing-bias': 50 }, { error: 40 })).toContain('Timing 50 ms ± 40 late');
  });

  test('do not judge timing against an uncertain beat', () => {
    const text = textOf({ 'timing-bias': 120 }, {}, { ...music, confidence: 'low' });
    expect(text).toContain('Timing not judged the beat of the music is uncertain');
  });

  test('show the errors', () => {
    const error = (value: number): Partial<Metric> => ({ error: value });
    const late = { 'timing-bias': 60, 'timing-spread': 90 };
    expect(textOf(late, error(25))).toContain('Timing 60 ms ± 25 late mean; scatter 90 ms ± 25');
    expect(textOf({ 'arm-activity-symmetry': 62 }, error(20))).toContain('Arms 1.9 × ± 0.4 more');
    expect(textOf({ 'plie-depth': 62.4, 'plie-drop': 21 }, error(4))).toContain(
      'Deepest plié 62° ± 4 bend of the knees; hips lowered by 21 % ± 4',
    );
    expect(textOf({ 'plie-depth': 62.4 }, { error: null })).toContain('62° ± ?');
  });

  test('tell a difference of the sides only beyond its error', () => {
    expect(textOf({ 'arm-activity-symmetry': 62 }, { error: 70 })).toContain(
      'Arms not certain left and right may move equally; difference 60 % ± 70',
    );
  });

  test('say that there was none', () => {
    const none = { jumps: 0, turns: 0, 'longest-balance': null };
    const reason = say('no-balance');
    expect(textOf(none, { reason })).toMatch(/Longest balance None Jumps None .* Full turns None/);
    expect(textOf({ jumps: 0 }, { error: 1 })).toContain('Jumps 0 ± 1');
    expect(textOf({ 'plie-depth': 12, 'plie-drop': 3 })).toContain(
      'Deepest plié None the knees bend by 12° at most',
    );
    expect(textOf({ 'plie-depth': 12, 'plie-drop': 15 })).toContain('Deepest plié 12°');
  });

  test('are left out if the report does not have them', () => {
    expect(textOf({})).not.toMatch(/Timing|Arms|Jumps/);
  });
});
