import { type Metric, type MetricId, type Report, say } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { createPlayhead } from '../player/playhead.ts';
import { ReportCards } from './report-cards.tsx';

/** Text of a metric in the cards of a report that has only this one. */
function shown(id: MetricId, given: Partial<Metric>): string {
  const metric = {
    ...{ id, label: 'What', value: 62.3, unit: '°', coverage: 1, error: null },
    ...{ confidence: 'medium', validity: 'valid', ...given },
  } as Metric;
  const view = { frontal: 0.4, side: 0, from: 'front-left' };
  const report = { metrics: [metric], view, moments: [] } as unknown as Report;
  render(<ReportCards report={report} playhead={createPlayhead()} />);
  return (screen.getByText('What').closest('details')?.textContent ?? '').replaceAll('\u202F', ' ');
}

test.each([
  ['its error', 'plie-depth', { error: 4.2 }, 'What62° ± 4 fairly sure'],
  [
    'the reason if its error is not known',
    'plie-depth',
    { errorReason: say('error-unknown') },
    'What62° ± ? fairly sure± ? The error of this value is not known.',
  ],
  ['no error if it is exact', 'plie-depth', { error: 0 }, 'What62° fairly sure'],
  [
    'the view if it depends on it',
    'left-knee-range',
    { error: 4.2 },
    'What62° ± 4 fairly sure seen obliquely from your left',
  ],
  ['that there was none', 'jumps', { value: 0, unit: 'count', error: 0 }, 'WhatNone fairly sure'],
  ['that there was no jump', 'jump-rise', { value: null, reason: say('no-jump') }, 'WhatNone'],
] as const)('a metric has %s', (_what, id, given, text) => {
  expect(shown(id, given)).toContain(text);
});
