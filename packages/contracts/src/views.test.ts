import { expect, test } from '@jest/globals';
import { metricCatalogue, metricIds } from './metrics/metric-catalogue.ts';
import { viewOfMetric, viewText } from './views.ts';

const viewed = (id: string, from: Parameters<typeof viewOfMetric>[1], validity = 'valid') =>
  viewOfMetric({ id, validity }, from);

test('the view belongs to values that another camera would not give', () => {
  const dependent = metricIds.filter((id) => viewed(id, 'front-left') !== undefined);
  expect(new Set(dependent.map((id) => metricCatalogue[id].section))).toEqual(
    new Set(['alignment', 'range', 'symmetry', 'legs']),
  );
  expect(dependent).toEqual(expect.arrayContaining(['trunk-lean', 'left-hip-range']));
  expect(viewed('left-hip-range-3d', 'front')).toBeUndefined();
  expect(viewed('hip-range-symmetry', 'front', 'approximate')).toBeUndefined();
});

test('metrics of a dancer square to the camera are seen from the front or from behind', () => {
  const seen = (['front-left', 'back', 'right', null] as const).map((from) =>
    viewed('shoulder-tilt', from),
  );
  expect(seen).toEqual(['front', 'back', 'square', 'square']);
  expect(viewed('trunk-lean', null)).toBeUndefined();
  expect(viewText('front-left')).toBe('seen obliquely from your left');
});
