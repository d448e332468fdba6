import type { Report } from '@dance-pose/contracts';
import { type Html, html, nothing } from '../html.ts';
import { clock } from '../quantity.ts';
import { canvasWidth, perCent, type Rows, rowsOf, short } from './drawing.ts';
import { clockMarks, type Scale } from './scale.ts';

export interface TimePlot {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  /** For screen readers. */
  readonly description: string;
  readonly report: Report;
  readonly height: number;
  readonly scale: Scale;
  /** Text at a mark of the scale. */
  markLabel(mark: number): string;
  /** Contents, on a canvas 1000 wide and `height` high. */
  draw(rows: Rows): Html;
  /** Rows under the plot, such as the counts of the music. */
  readonly under?: { readonly height: number; readonly content: Html };
  /** Small plots have no phrase numbers, and few times on the clock. */
  readonly isSmall?: boolean;
}

const headroom = 15;
const clockRoom = 17;

/** A plot over the time of the clip, with phrases and a clock. */
export function timePlot(plot: TimePlot): Html {
  const { id, title, description, report, height, scale, isSmall = false } = plot;
  const rows = rowsOf(scale, height);
  const top = isSmall ? 12 : headroom;
  const { height: underHeight, content: under } = plot.under ?? { height: 0, content: nothing };
  const bottom = top + height + underHeight;
  return html`<svg role="img" aria-labelledby="${id}-t ${id}-d" height="${bottom + clockRoom}">
<title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>
<svg y="${top}" height="${height}" viewBox="0 0 ${canvasWidth} ${height}" preserveAspectRatio="none" class="canvas">
${phraseBands(report, height)}<path class="grid" d="${scale.marks.map((mark) => `M0 ${short(rows(mark))}H${canvasWidth}`).join('')}"/>${plot.draw(rows)}
</svg>
${isSmall ? nothing : phraseNumbers(report)}
${scale.marks.map((mark) => html`<text class="mark" y="${short(top + rows(mark) - 3)}">${plot.markLabel(mark)}</text>`)}
<svg y="${top + height}" height="${underHeight}">${under}</svg>
${clockText(report.source.durationMs, { y: bottom + 13, most: isSmall ? 3 : 8 })}
</svg>`;
}

/** More bands would look like a raster. */
const mostBands = 40;

/** Every other phrase is shaded. */
function phraseBands({ phrases, source: { durationMs } }: Report, height: number): Html {
  if (phrases.length > mostBands) return nothing;
  const bands = phrases.map(({ startMs, endMs }, i) => {
    if (i % 2 === 1) return '';
    const [from, to] = [startMs, endMs].map((ms) => (canvasWidth * ms) / durationMs);
    return `M${short(from ?? 0)} 0H${short(to ?? 0)}V${height}H${short(from ?? 0)}Z`;
  });
  return html`<path class="phrase" d="${bands.join('')}"/>`;
}

/** More numbers would touch on a phone. */
const mostNumbers = 12;

function phraseNumbers({ phrases, source: { durationMs } }: Report): readonly Html[] {
  const step = [1, 2, 5, 10, 20, 50, 100].find((one) => phrases.length / one <= mostNumbers) ?? 200;
  return phrases.flatMap(({ startMs, endMs }, i) => {
    const number = i + 1;
    if (number !== 1 && number % step !== 0) return [];
    const middle = (startMs + endMs) / 2 / durationMs;
    const text = number === 1 && phrases.length <= mostNumbers ? `phrase ${number}` : number;
    return [html`<text class="number" x="${perCent(middle)}" y="11">${text}</text>`];
  });
}

function clockText(durationMs: number, { y, most }: { y: number; most: number }): Html[] {
  const marks = clockMarks(durationMs, most);
  const hasHalves = (marks[1] ?? 1000) % 1000 !== 0;
  return marks.map((ms) => {
    const share = ms / durationMs;
    const anchor = share < 0.02 ? '' : share > 0.96 ? ' end' : ' middle';
    return html`<text class="clock${anchor}" x="${perCent(share)}" y="${y}">${clock(ms, hasHalves ? 1 : 0)}</text>`;
  });
}
