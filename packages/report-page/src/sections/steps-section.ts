import type { MetricId } from '@dance-pose/contracts';
import { fold } from '../fold.ts';
import type { Html } from '../html.ts';
import type { PageData } from '../page-data.ts';
import { metricList } from './metric-list.ts';

const listed: readonly MetricId[] = [
  'turns',
  'revolutions',
  'jumps',
  'jump-rise',
  'jump-height',
  'flight-time',
  'split-angle',
  'plies',
  'plie-depth',
  'left-leg-height',
  'right-leg-height',
  'left-leg-hold',
  'right-leg-hold',
  'turnout',
  'left-knee-inside-line',
  'right-knee-inside-line',
];

/** Turns, jumps and the work of the legs. */
export const stepsSection = (page: PageData): Html =>
  fold({ id: 'steps', title: 'Turns, jumps and legs' }, metricList(page, listed));
