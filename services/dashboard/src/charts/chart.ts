import type { Report } from '@dance-pose/contracts';
import type { Playhead } from '../player/playhead.ts';

interface ChartLine {
  readonly label: string;
  readonly colour: 'left' | 'right' | 'accent';
  readonly values: (number | null)[];
}

export interface SeriesChartProps {
  readonly title: string;
  readonly unit: string;
  readonly seconds: readonly number[];
  readonly lines: readonly ChartLine[];
  readonly report: Report;
  readonly playhead: Playhead;
}
