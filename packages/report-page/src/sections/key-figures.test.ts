import { type Metric, type MetricId, say } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { keyFigures } from './key-figures.ts';

/** Text of the cards of metrics with these values. */
function textOf(
  values: Partial<Record<MetricId, number | null>>,
  more: Partial<Metric> = {},
): string {
  const metric = (id: MetricId): Metric | undefined => {
    const value = values[id];
    if (value === undefined) return undefined;
    const unit = id.endsWith('symmetry') ? '%' : id.startsWith('timing') ? 'ms' : 'count';
    const trust = { coverage: 1, confidence: 'high', validity: 'valid', error: null } as const;
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
  ])('show a bias of %d ms in words', (bias, text) => {
    expect(textOf({ 'timing-bias': bias, 'timing-spread': 30 })).toContain(text);
  });

  test.each([
    [0, 'Arms alike left and right move equally'],
    [-4, 'Arms alike'],
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

  test('are left out if the report does not have them', () => {
    expect(textOf({})).not.toMatch(/Timing|Arms|Jumps/);
  });
});
