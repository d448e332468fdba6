import { describe, expect, test } from '@jest/globals';
import { findMetric } from './find-metric.ts';
import {
  isMetricId,
  type MetricId,
  metricCatalogue,
  metricIds,
  metricIdsIn,
} from './metric-catalogue.ts';
import { metricSection, metricSections } from './metric-sections.ts';
import { columnName, type SeriesId, seriesCatalogue, seriesIds } from './series-catalogue.ts';

const kebabCase = /^[a-z]+(-[a-z0-9]+)*$/;

describe('the catalogue of metrics', () => {
  test('has ids that the compiler knows one by one', () => {
    const known: MetricId[] = ['left-knee-range-3d', 'hip-lag', 'right-foot-ldlj', 'plie-depth'];
    expect(known.every(isMetricId)).toBe(true);
    // @ts-expect-error: ankles have no lag.
    const unknown: MetricId = 'ankle-lag';
    // @ts-expect-error: any string may be unknown.
    const anything: MetricId = 'left-knee-range' as string;
    expect([unknown, anything].map(isMetricId)).toEqual([false, true]);
    // @ts-expect-error: necks are not measured.
    expect(findMetric([], 'left-neck-range')).toBeUndefined();
  });

  test('has kebab-case ids and complete entries', () => {
    for (const id of metricIds) {
      expect(id).toMatch(kebabCase);
      const { label, explanation, direction } = metricCatalogue[id];
      expect(label).toMatch(/^[A-Z].*[^.]$/);
      expect(explanation).toMatch(/^[A-Z0-9].*\.$/);
      expect([label, label.includes('(+)')]).toEqual([label, direction === 'signed']);
    }
    expect(new Set(metricIds.map((id) => metricCatalogue[id].label)).size).toBe(metricIds.length);
  });

  test('has every metric in a section, in the order of the sections', () => {
    expect(metricSections.flatMap(({ id }) => metricIdsIn(id))).toEqual(metricIds);
    expect(metricSections.every(({ id }) => metricIdsIn(id).length > 0)).toBe(true);
    expect(metricSection('steps').title).toBe('Turns and jumps');
  });

  test('does not have ids of other versions, nor of Object', () => {
    expect(['from-another-version', 'constructor', ''].map(isMetricId)).toEqual([
      ...[false, false, false],
    ]);
  });
});

describe('the catalogue of series', () => {
  test('has ids that the compiler knows one by one', () => {
    const known: SeriesId[] = ['left-knee-angle-2d', 'right-foot-contact', 'left-hand-speed'];
    expect(known.map((id) => columnName(id))).toEqual([
      ...['left_knee_angle_2d_deg', 'right_foot_contact', 'left_hand_speed_trunk_per_s'],
    ]);
    // @ts-expect-error: necks are not measured.
    expect(() => columnName('left-neck-angle-2d')).toThrow(TypeError);
  });

  test('has kebab-case ids, and labels without quotes', () => {
    for (const id of seriesIds) {
      expect(id).toMatch(kebabCase);
      expect(seriesCatalogue[id].label).toMatch(/^[A-Z0-9][^"|]*[^.]$/);
    }
  });
});
