import type { Report } from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import type { PageData } from '../page-data.ts';
import { numeral, percent, quantity } from '../quantity.ts';

/** What to bear in mind, what was repaired, and with what all of it was made. */
export function makingSection({ about, report }: PageData): Html {
  return html`<section class="making" aria-labelledby="cautions">
<h2 id="cautions">To bear in mind</h2>
<ul>${report.cautions.map((caution) => html`<li>${caution}</li>`)}</ul>
</section>
<section class="making" aria-labelledby="repairs">
<h2 id="repairs">What was repaired before measuring</h2>
<dl class="list">${repairs(report).map(pair)}</dl>
</section>
<section class="making" aria-labelledby="made">
<h2 id="made">How this was made</h2>
<dl class="list">${[{ what: 'File', told: html`<bdi>${about.fileName}</bdi>` }, ...making(report)].map(pair)}</dl>
</section>`;
}

interface Pair {
  readonly what: string;
  readonly told: string | Html;
}

const pair = ({ what, told }: Pair): Html => html`<div><dt>${what}</dt><dd>${told}</dd></div>`;

function repairs({ repairs: made }: Report): Pair[] {
  const { frames, framesWithoutDancer } = made;
  const ofFrames = (count: number): string =>
    frames === 0 ? numeral(count) : `${numeral(count)} (${percent(count / frames)})`;
  return [
    { what: 'Frames', told: numeral(frames) },
    { what: 'Frames without the dancer', told: ofFrames(framesWithoutDancer) },
    { what: 'Frames with something that was no person', told: ofFrames(made.falsePeople) },
    { what: 'Appearances of other people, left out', told: numeral(made.otherPeople) },
    { what: 'Times left and right were exchanged, put right', told: numeral(made.sideSwaps) },
    { what: 'Frames that this concerned', told: ofFrames(made.sideSwapFrames) },
    { what: 'Single landmarks rejected as jumps', told: numeral(made.outliers) },
    { what: 'Single landmarks rejected for impossible bones', told: numeral(made.impossibleBones) },
    { what: 'Single landmarks bridged over short gaps', told: numeral(made.bridged) },
    { what: 'Single landmarks left open', told: numeral(made.leftOpen) },
  ];
}

function making({ engine, model, options, schemaVersion, view, music }: Report): Pair[] {
  const heard =
    music.heard === 'beat'
      ? `${quantity(music.bpm, 'BPM')}, confidence ${music.confidence}; may be felt at half or twice of it`
      : music.reason;
  return [
    { what: 'Landmarks by', told: `${engine}, model ${model}` },
    { what: 'Smoothing', told: `Butterworth, no lag, ${numeral(options.cutoffHz, 1)} Hz` },
    {
      what: 'A landmark counts as seen from',
      told: `visibility ${numeral(options.minVisibility, 2)}`,
    },
    { what: 'Seen from front or back', told: `${percent(view.frontal)} of the frames` },
    { what: 'Seen from the side', told: `${percent(view.side)} of the frames` },
    { what: 'Music', told: heard },
    { what: 'Unit S', told: 'the length of this dancer’s trunk, shoulders to hips' },
    {
      what: 'Report schema',
      told: `version ${schemaVersion}; all values are in report.json and timeseries.csv`,
    },
  ];
}
