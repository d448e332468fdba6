import {
  type MusicWithBeat,
  numeral,
  onBeatWithinMs,
  quantity,
  type Report,
  say,
} from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import { notMeasurable } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { countRow } from '../plots/count-row.ts';
import { canvasWidth, dotsPath, perCent, type Rows, short } from '../plots/drawing.ts';
import { timePlot } from '../plots/time-plot.ts';
import { counted } from '../quantity.ts';
import { halfBeatMs, type TimedMovement, timedMovements } from '../timing.ts';

const height = 96;

/** Distances of the movements from the beats of the music: a histogram, and over time. */
export function timingSection({ report }: PageData): Html {
  const { music } = report;
  return html`<section class="timing" aria-labelledby="timing">
<h2 id="timing">On the music</h2>
${music.heard === 'beat' ? timingPlots(report, music) : html`<p>${notMeasurable(music.reason)}</p>`}
</section>`;
}

function timingPlots(report: Report, music: MusicWithBeat): Html {
  const movements = timedMovements(report, music);
  if (movements.length === 0) {
    return html`<p>${notMeasurable(say('no-movement-at-rest'))}</p>`;
  }
  const doubt =
    music.countConfidence === 'low'
      ? ' It is uncertain which beat is the “one”: the counts may be shifted.'
      : '';
  return html`<div class="timing-plots">
<figure>${histogram(movements, halfBeatMs(music.bpm))}</figure>
<figure>${overTime(report, music, movements)}</figure>
</div>
<p class="caption">A dot is a moment at which the movement comes to rest, at its distance from the nearest beat; in the grey
band it is on the beat (within ${quantity(onBeatWithinMs, 'ms')}).${doubt}</p>`;
}

/** Odd, so that the bin in the middle is on the beat. */
const bins = 21;

function histogram(movements: readonly TimedMovement[], half: number): Html {
  const width = (2 * half) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const { offsetMs } of movements) {
    const bin = Math.min(bins - 1, Math.floor((offsetMs + half) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  const early = movements.filter(({ offsetMs }) => offsetMs < -onBeatWithinMs).length;
  const late = movements.filter(({ offsetMs }) => offsetMs > onBeatWithinMs).length;
  const on = movements.length - early - late;
  const row = height + 15;
  const xOf = (ms: number): string => perCent((ms + half) / (2 * half));
  const description = `Of ${counted(movements.length, 'movement')}, ${early} early, ${on} on the beat, ${late} late.`;
  const bars = counts.map((count, i) =>
    count === 0
      ? ''
      : html`<rect class="bar" x="${perCent((i + 0.08) / bins)}" width="${perCent(0.84 / bins)}" y="${short(row - (height * count) / most)}" height="${short((height * count) / most)}"/>`,
  );
  const band = Math.min(half, onBeatWithinMs);
  return html`<svg role="img" aria-labelledby="histogram-t histogram-d" height="${row + 17}">
<title id="histogram-t">Early and late movements</title><desc id="histogram-d">${description}</desc>
<rect class="on-beat" x="${xOf(-band)}" width="${perCent(band / half)}" y="15" height="${height}"/>
${bars}<line class="axis" x1="0" x2="100%" y1="${row}" y2="${row}"/><line class="centre" x1="50%" x2="50%" y1="15" y2="${row}"/>
<text class="clock" x="0" y="11">${early} early</text>
<text class="clock middle" x="50%" y="11">${on} on</text>
<text class="clock end" x="100%" y="11">${late} late</text>
<text class="clock" x="0" y="${row + 13}">${quantity(-half, 'ms')}</text>
<text class="clock middle" x="50%" y="${row + 13}">beat</text>
<text class="clock end" x="100%" y="${row + 13}">${quantity(half, 'ms')}</text>
</svg>`;
}

function overTime(report: Report, music: MusicWithBeat, movements: readonly TimedMovement[]): Html {
  const half = halfBeatMs(music.bpm);
  const { durationMs } = report.source;
  const mark = [200, 100, 50].find((ms) => ms < half * 0.9) ?? onBeatWithinMs;
  return timePlot({
    id: 'offsets',
    title: 'Early and late over the clip',
    description: `${counted(movements.length, 'movement')} that come to rest, with their distances from the nearest beat, between ${numeral(-half)} and ${numeral(half)} milliseconds.`,
    report,
    height,
    scale: { from: -half, to: half, marks: [-mark, 0, mark] },
    markLabel: (ms) =>
      ms === 0 ? '' : `${quantity(Math.abs(ms), 'ms')} ${ms < 0 ? 'early' : 'late'}`,
    draw: (rows) =>
      html`${onBeatBand(rows, half)}<path class="${movements.length > mostDots ? 'dots fine' : 'dots'}" d="${dotsPath(
        movements.map(({ timeMs, offsetMs }) => ({ at: timeMs / durationMs, row: rows(offsetMs) })),
      )}"/>`,
    under: countRow(music, durationMs),
  });
}

/** Number of movements from which dots of the usual size would overlap. */
const mostDots = 150;

function onBeatBand(rows: Rows, half: number): Html {
  const band = Math.min(half, onBeatWithinMs);
  return html`<rect class="on-beat" width="${canvasWidth}" y="${short(rows(band))}" height="${short(rows(-band) - rows(band))}"/>`;
}
