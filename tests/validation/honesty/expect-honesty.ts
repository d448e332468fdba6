import type { MetricId } from '@dance-pose/contracts';
import type { MovementReport } from '@dance-pose/movement';
import { expect } from '@jest/globals';
import { figureOf, reportOf, trackClip } from '../track-clip.ts';
import type { TrackOptions } from '../track-file.ts';
import { honestyProblems } from './honesty-problems.ts';

export const reportOn = async (path: string, options: TrackOptions = {}): Promise<MovementReport> =>
  reportOf(await trackClip(path, options));

export const measuredIds = ({ report }: MovementReport): string[] =>
  report.metrics.flatMap(({ id, value }) => (value === null ? [] : [id]));

/** Expects a report that says only that the dancer was not visible, whatever the audio has. */
export function expectNobody(measured: MovementReport): void {
  expect(honestyProblems(measured)).toEqual([]);
  expect(figureOf(measured, 'in-sight')).toBe(0);
  expect(measuredIds(measured).filter((id) => !id.startsWith('music-'))).toEqual(['in-sight']);
  expect(measured.report.view).toEqual({ frontal: 0, side: 0, from: null });
  expect(measured.report.cautions.map(({ text }) => text).join(' ')).toContain('Nobody');
}

/** Metrics that need legs and feet. */
export const legMetrics: readonly MetricId[] = [
  ...(['jumps', 'plies', 'plie-depth', 'plie-drop', 'balanced-share', 'balance-holds'] as const),
  ...(['left-leg-height', 'right-leg-height', 'right-leg-hold', 'split-angle'] as const),
  ...(['turnout', 'left-knee-range', 'right-knee-range'] as const),
  ...(['leg-activity-symmetry', 'foot-slip'] as const),
];
