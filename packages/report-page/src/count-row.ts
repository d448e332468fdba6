import type { MusicWithBeat } from '@dance-pose/contracts';
import { canvasWidth, perCent, strokesPath } from './drawing.ts';
import { html } from './html.ts';
import type { TimePlot } from './time-plot.ts';

/** With more the numbers would touch each other. */
const mostCounts = 40;

/** The beats as strokes, the “ones” longer; with their counts where there is room. */
export function countRow(
  { beats }: MusicWithBeat,
  durationMs: number,
): NonNullable<TimePlot['under']> {
  const placesOf = (isOne: boolean): number[] =>
    beats.filter(({ count }) => (count === 1) === isOne).map(({ timeMs }) => timeMs / durationMs);
  const hasNumbers = beats.length <= mostCounts;
  const numbers = beats.map(
    ({ timeMs, count }) =>
      html`<text class="${count === 1 ? 'count one' : 'count'}" x="${perCent(timeMs / durationMs)}" y="17">${count}</text>`,
  );
  // Many beats are but a grey bar: then the ones tell more.
  const others = beats.length <= 12 * mostCounts ? placesOf(false) : [];
  const content = html`<svg height="8" viewBox="0 0 ${canvasWidth} 8" preserveAspectRatio="none" class="canvas"><path class="beat" d="${strokesPath(others, { from: 0, to: 4 })}"/><path class="beat one" d="${strokesPath(placesOf(true), { from: 0, to: 7 })}"/></svg>${hasNumbers ? numbers : ''}`;
  return { height: hasNumbers ? 20 : 8, content };
}
