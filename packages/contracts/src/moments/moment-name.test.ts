import { expect, test } from '@jest/globals';
import { momentName } from './moment-name.ts';

test.each([
  [{ kind: 'turn', side: 'left', metric: 'turns-left' }, 'Full turn to the left'],
  [{ kind: 'smallest-angle', side: 'right', metric: 'right-knee-range' }, 'Right knee most bent'],
  [
    { kind: 'largest-angle', side: 'left', metric: 'left-shoulder-range-3d' },
    'Left arm furthest from the body',
  ],
  [
    { kind: 'side-difference', side: 'left', metric: 'arm-activity-symmetry' },
    'Left arm does more',
  ],
  [
    { kind: 'side-difference', side: 'right', metric: 'knee-range-symmetry' },
    'Right knee does more',
  ],
  [{ kind: 'tilt', side: null, metric: 'trunk-lean' }, 'Trunk leaning most'],
  [{ kind: 'plie', side: null, metric: 'plie-depth' }, 'Plié'],
] as const)('%j is called %s', (moment, name) => {
  expect(momentName(moment)).toBe(name);
});
