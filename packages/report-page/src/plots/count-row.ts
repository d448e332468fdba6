import type { MusicWithBeat } from '@dance-pose/contracts';
import { html, nothing } from '../html.ts';
import { canvasWidth, perCent, strokesPath } from './drawing.ts';
import type { TimePlot } from './time-plot.ts';

/** Numbers of beats from which their counts would touch, and from which strokes would merge into a grey bar. */
const fewestWithout = { numbers: 41, strokes: 480, ones: 800 };

/** The beats as strokes, longer on the “one”, with their counts if there is room. */
export function countRow(
  { beats }: MusicWithBeat,
  durationMs: number,
): NonNullable<TimePlot['under']> {
  if (beats.length >= fewestWithout.ones) return { height: 0, content: nothing };
  const placesOf = (isOne: boolean): number[] =>
    beats.filter(({ count }) => (count === 1) === isOne).map(({ timeMs }) => timeMs / durationMs);
  const others = beats.length < fewestWithout.strokes ? placesOf(false) : [];
  const strokes = html`<svg height="8" viewBox="0 0 ${canvasWidth} 8" preserveAspectRatio="none" class="canvas"><path class="beat" d="${strokesPath(others, { from: 0, to: 4 })}"/><path class="beat one" d="${strokesPath(placesOf(true), { from: 0, to: 7 })}"/></svg>`;
  if (beats.length >= fewestWithout.numbers) return { height: 8, content: strokes };
  const numbers = beats.map(
    ({ timeMs, count }) =>
      html`<text class="${count === 1 ? 'count one' : 'count'}" x="${perCent(timeMs / durationMs)}" y="17">${count}</text>`,
  );
  return { height: 20, content: html`${strokes}${numbers}` };
}
