import { numeral, quantity, type Report } from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import type { PageData } from '../page-data.ts';
import { percent } from '../quantity.ts';

/** Cautions, repairs of the landmarks, and settings of the analysis. */
export function makingSection({ about, report }: PageData): Html {
  return html`<section class="making" aria-labelledby="cautions">
<h2 id="cautions">Notes</h2>
<ul>${report.cautions.map(({ text }) => html`<li>${text}</li>`)}</ul>
</section>
<section class="making" aria-labelledby="repairs">
<h2 id="repairs">Repairs before measuring</h2>
<dl class="list">${repairs(report).map(pair)}</dl>
</section>
<section class="making" aria-labelledby="made">
<h2 id="made">How this report was made</h2>
<dl class="list">${[{ what: 'File', value: html`<bdi>${about.fileName}</bdi>` }, ...making(report)].map(pair)}</dl>
</section>`;
}

interface Pair {
  readonly what: string;
  readonly value: string | Html;
}

const pair = ({ what, value }: Pair): Html => html`<div><dt>${what}</dt><dd>${value}</dd></div>`;

function repairs({ repairs: made }: Report): Pair[] {
  const { frames, framesWithoutDancer } = made;
  const ofFrames = (count: number): string =>
    frames === 0 ? numeral(count) : `${numeral(count)} (${percent(count / frames)})`;
  return [
    { what: 'Frames', value: numeral(frames) },
    { what: 'Frames without the dancer', value: ofFrames(framesWithoutDancer) },
    { what: 'Frames with a false detection', value: ofFrames(made.falsePeople) },
    { what: 'Appearances of other people, ignored', value: numeral(made.otherPeople) },
    { what: 'Swaps of left and right, corrected', value: numeral(made.sideSwaps) },
    { what: 'Frames with such a swap', value: ofFrames(made.sideSwapFrames) },
    { what: 'Individual landmarks rejected as jumps', value: numeral(made.outliers) },
    {
      what: 'Individual landmarks rejected for impossible bones',
      value: numeral(made.impossibleBones),
    },
    { what: 'Individual landmarks interpolated over short gaps', value: numeral(made.bridged) },
    { what: 'Individual landmarks missing in longer gaps', value: numeral(made.leftOpen) },
  ];
}

function making({ engine, model, options, schemaVersion, view, music }: Report): Pair[] {
  const tempo =
    music.heard === 'beat'
      ? `${quantity(music.bpm, 'BPM')}, confidence ${music.confidence}; may be felt at half or twice this tempo`
      : music.reason.text;
  return [
    { what: 'Landmarks by', value: `${engine}, model ${model}` },
    { what: 'Smoothing', value: `Butterworth, zero lag, ${numeral(options.cutoffHz, 1)} Hz` },
    {
      what: 'Minimum landmark visibility',
      value: numeral(options.minVisibility, 2),
    },
    { what: 'Seen from front or back', value: `${percent(view.frontal)} of the frames` },
    { what: 'Seen from the side', value: `${percent(view.side)} of the frames` },
    { what: 'Music', value: tempo },
    { what: 'Unit S', value: 'trunk length of this dancer, shoulders to hips' },
    {
      what: 'Report schema',
      value: `version ${schemaVersion}; all values are in report.json and timeseries.csv`,
    },
  ];
}
