import { numeral, quantity } from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import { notMeasurable } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { countRow } from '../plots/count-row.ts';
import { curve, dotsPath } from '../plots/drawing.ts';
import { knownOf, samplesOf } from '../plots/samples.ts';
import { scaleOver } from '../plots/scale.ts';
import { timePlot } from '../plots/time-plot.ts';
import { counted } from '../quantity.ts';

/** Speed of the whole body over the clip, and the moments at which it comes to rest. */
export function energySection(page: PageData): Html {
  return html`<section class="energy" aria-labelledby="energy">
<h2 id="energy">Energy</h2>
${knownOf(page.values('body-speed')).length > 1 ? energyPlot(page) : html`<p>${notMeasurable(page.metric('body-speed')?.reason)}</p>`}
</section>`;
}

/** More dots would hide the curve. */
const mostDots = 60;

function energyPlot({ report, values }: PageData): Html {
  const speed = values('body-speed');
  const { music, motionBeats, source } = report;
  const samples = samplesOf(speed);
  const greatest = knownOf(speed).reduce((most, value) => Math.max(most, value), 0);
  const dots =
    motionBeats.length > mostDots
      ? []
      : motionBeats.flatMap(({ timeMs }) => {
          const value = speed[Math.round((timeMs * source.fps) / 1000)] ?? null;
          return value === null ? [] : [{ at: timeMs / source.durationMs, value }];
        });
  const plot = timePlot({
    id: 'speed',
    title: 'Mean speed of the joints over the clip',
    description: `Up to ${quantity(greatest, 'S/s')}; the movement comes to rest ${counted(motionBeats.length, 'time')}.`,
    report,
    height: 84,
    scale: scaleOver(0, greatest, 3),
    markLabel: (mark) => (mark === 0 ? '' : `${numeral(mark, mark % 1 === 0 ? 0 : 1)} S/s`),
    draw: (rows) =>
      html`${curve(samples, rows, 'energy')}<path class="dots" d="${dotsPath(dots.map(({ at, value }) => ({ at, row: rows(value) })))}"/>`,
    ...(music.heard === 'beat' && { under: countRow(music, source.durationMs) }),
  });
  return html`<figure>${plot}</figure>
<p class="caption">Mean speed of the joints in trunk lengths per second (S/s).${dots.length === 0 ? '' : ' A dot is a moment at which the movement comes to rest.'}</p>`;
}
