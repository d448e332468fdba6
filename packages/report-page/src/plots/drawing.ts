import { type Html, html } from '../html.ts';
import type { Sample } from './samples.ts';

/**
 * Paths are drawn on a canvas that is stretched to the width of the page, 1000 wide; what must keep its
 * shape, as text does, is placed beside it in per cent.
 */
export const canvasWidth = 1000;

/** From share of the width to canvas or per cent, and from value to rows of the canvas. */
export const across = (share: number): string => short(share * canvasWidth);
export const perCent = (share: number): string => `${short(100 * share)}%`;

/** Where a value lies in a plot, in rows from its top. */
export type Rows = (value: number) => number;

export const rowsOf =
  ({ from, to }: { from: number; to: number }, height: number): Rows =>
  (value) =>
    height * (1 - (value - from) / (to - from));

/** A tenth of a pixel is as exact as one can see. */
export const short = (value: number): string => String(Math.round(value * 10) / 10);

type Runs = readonly (readonly Sample[])[];

/** The stretches without a gap. */
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

/** The way of a line through the samples, broken where nothing is known. */
function linePath(samples: readonly (Sample | null)[], rows: Rows): string {
  return runsOf(samples)
    .map((run) => {
      const points = run.map(({ at, mean }) => `${across(at)} ${short(rows(mean))}`);
      // A single known value is a dot: with round caps a line of no length is one.
      return points.length === 1 ? `M${points[0]}h0` : `M${points.join('L')}`;
    })
    .join('');
}

/** Between two values of each sample, filled. */
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

/** Round dots: each is a line of no length. */
export const dotsPath = (dots: readonly { at: number; row: number }[]): string =>
  dots.map(({ at, row }) => `M${across(at)} ${short(row)}h0`).join('');

/** Upright strokes. */
export const strokesPath = (
  places: readonly number[],
  { from, to }: { from: number; to: number },
): string => places.map((at) => `M${across(at)} ${short(from)}V${short(to)}`).join('');

/** A curve as a line, with its least and greatest values behind it where samples stand for many frames. */
export function curve(samples: readonly (Sample | null)[], rows: Rows, name: string): Html {
  const isWide = samples.some((sample) => sample !== null && sample.high > sample.low);
  const spread = isWide
    ? html`<path class="spread ${name}" d="${bandPath(samples, [({ low }) => rows(low), ({ high }) => rows(high)])}"/>`
    : '';
  return html`${spread}<path class="line ${name}" d="${linePath(samples, rows)}"/>`;
}
