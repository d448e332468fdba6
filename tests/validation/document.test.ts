import { expect, test } from '@jest/globals';
import { withFigures } from './document.ts';
import type { Figures, Part } from './part.ts';

const part = (name: string): Part => ({
  ...{ name, title: `Title of ${name}`, introduction: `How ${name} is measured.` },
  measure: () => Promise.reject(new Error('not in this test')),
});
const figures = (found: string, holds: boolean): Figures => ({
  checks: [{ claim: 'error', bound: '≤ 2', found, holds }],
  tables: [{ heads: ['a', 'b'], rows: [[1, found]] }],
});
const parts = [part('one'), part('two')];

test('parts that were not measured keep their section', () => {
  const both = new Map([
    ['one', figures('1', true)],
    ['two', figures('2', true)],
  ]);
  const first = withFigures('', parts, both);
  expect(first).toContain('## Title of two\n\nHow two is measured.\n\n| what | bound | found |');
  const again = withFigures(first, parts, new Map([['two', figures('3', false)]]));
  expect(again).toBe(
    first.replace('| ≤ 2 | 2 |  |', '| ≤ 2 | 3 | no |').replace('| 1 | 2 |', '| 1 | 3 |'),
  );
  expect(withFigures(again, parts, new Map())).toBe(again);
});
