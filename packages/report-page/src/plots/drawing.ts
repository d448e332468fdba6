import { type Html, html } from '../html.ts';
import type { Sample } from './samples.ts';

/**
 * Width of the canvas of paths, which is stretched to the width of the page. Text must keep its shape: it is
 * placed beside the canvas in per cent.
 */
export const canvasWidth = 1000;

/** Convert a share of the width to canvas units, and to per cent. */
export const across = (share: number): string => short(share * canvasWidth);
export const perCent = (share: number): string => `${short(100 * share)}%`;

/** Position of a value in a plot, in rows from its top. */
export type Rows = (value: number) => number;

export const rowsOf =
  ({ from, to }: { from: number; to: number }, height: number): Rows =>
  (value) =>
    height * (1 - (value - from) / (to - from));

/** Rounds to a tenth of a pixel; more digits are not visible. */
export const short = (value: number): string => String(Math.round(value * 10) / 10);

type Runs = readonly (readonly Sample[])[];

/** Runs of samples without a gap. */
function runsOf(samples: readonly (Sample | null)[]): Runs {
  const runs: Sample[][] = [];
  let run: Sample[] = [];
  for (const sample of [...samples, null]) {
    if (sample !== null) run.push(sample);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  return runs;
}

/** Path of a line through the samples, with gaps where there is no value. */
function linePath(samples: readonly (Sample | null)[], rows: Rows): string {
  return runsOf(samples)
    .map((run) => {
      const points = run.map(({ at, mean }) => `${across(at)} ${short(rows(mean))}`);
      // A line of length 0 with round caps is a dot.
      return points.length === 1 ? `M${points[0]}h0` : `M${points.join('L')}`;
    })
    .join('');
}

/** Path of the filled band between two values of each sample. */
export function bandPath(
  samples: readonly (Sample | null)[],
  [low, high]: readonly [(sample: Sample) => number, (sample: Sample) => number],
): string {
  return runsOf(samples)
    .map((run) => {
      const edge = (of: (sample: Sample) => number) => (sample: Sample) =>
        `${across(sample.at)} ${short(of(sample))}`;
      return `M${[...run.map(edge(high)), ...run.toReversed().map(edge(low))].join('L')}Z`;
    })
    .join('');
}

/** Path of round dots, each a line of length 0 with round caps. */
export const dotsPath = (dots: readonly { at: number; row: number }[]): string =>
  dots.map(({ at, row }) => `M${across(at)} ${short(row)}h0`).join('');

/** Path of vertical strokes. */
export const strokesPath = (
  places: readonly number[],
  { from, to }: { from: number; to: number },
): string => places.map((at) => `M${across(at)} ${short(from)}V${short(to)}`).join('');

/** A curve, with the range of values behind it if a sample covers several frames. */
export function curve(samples: readonly (Sample | null)[], rows: Rows, name: string): Html {
  const isWide = samples.some((sample) => sample !== null && sample.high > sample.low);
  const spread = isWide
    ? html`<path class="spread ${name}" d="${bandPath(samples, [({ low }) => rows(low), ({ high }) => rows(high)])}"/>`
    : '';
  return html`${spread}<path class="line ${name}" d="${linePath(samples, rows)}"/>`;
}
