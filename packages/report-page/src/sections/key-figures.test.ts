import type { Metric } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { keyFigures } from './key-figures.ts';

/** The cards of metrics with these values, as plain text. */
function told(values: Readonly<Record<string, number | null>>, more: Partial<Metric> = {}): string {
  const metric = (id: string): Metric | undefined => {
    const value = values[id];
    if (value === undefined) return undefined;
    const unit = id.endsWith('symmetry') ? '%' : id.startsWith('timing') ? 'ms' : 'count';
    const trust = { coverage: 1, confidence: 'high', validity: 'valid' } as const;
    return { id, label: id, value, unit, ...trust, ...more };
  };
  const { markup } = keyFigures({ metric });
  return markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('\u202F', ' ')
    .replaceAll(/\s+/g, ' ');
}

describe('key figures', () => {
  test.each([
    [12.4, 'Timing on the beat 12 ms behind it; scatter 30 ms'],
    [-39, 'Timing on the beat 39 ms ahead of it; scatter 30 ms'],
    [120.2, 'Timing 120 ms late median; scatter 30 ms'],
    [-60, 'Timing 60 ms early median; scatter 30 ms'],
  ])('tell a bias of %d ms as dancers do', (bias, text) => {
    expect(told({ 'timing-bias': bias, 'timing-spread': 30 })).toContain(text);
  });

  test.each([
    [0, 'Arms alike left and right move as much'],
    [-4, 'Arms alike'],
    [62, 'Arms 1.9 × more movement on the right'],
    [-66.67, 'Arms 2.0 × more movement on the left'],
    [199, 'Arms one only more movement on the right'],
    [-200, 'Arms one only more movement on the left'],
  ])('tell a symmetry index of %d as how many times as much', (index, text) => {
    expect(told({ 'arm-activity-symmetry': index })).toContain(text);
  });

  test('say why there is none, and what to doubt', () => {
    const reason = 'The feet were hidden.';
    expect(told({ jumps: null }, { reason })).toContain(`Jumps Not measurable : ${reason}`);
    const doubtful = { confidence: 'low', validity: 'approximate' } as const;
    expect(told({ turns: 2, 'turns-left': 2 }, doubtful)).toContain(
      'Full turns 2 2 to the left, 0 to the right ●○○ low confidence, approximate',
    );
  });

  test('are left out where nothing was asked for', () => {
    expect(told({})).not.toMatch(/Timing|Arms|Jumps/);
  });
});
