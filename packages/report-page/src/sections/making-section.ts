import { type MusicWithBeat, numeral, quantity, type Report } from '@dance-pose/contracts';
import { fold } from '../fold.ts';
import { type Html, html } from '../html.ts';
import type { PageData } from '../page-data.ts';
import { percent } from '../quantity.ts';

/** Cautions, repairs of the landmarks, and settings of the analysis. */
export function makingSection({ about, report }: PageData): Html {
  const file = { what: 'File', value: html`<bdi>${about.fileName}</bdi>` };
  return html`${fold(
    { id: 'cautions', title: 'Limits of these results' },
    html`<ul>${report.cautions.map(({ text }) => html`<li>${text}</li>`)}</ul>`,
  )}
${fold(
  { id: 'making', title: 'How this report was made' },
  html`<dl class="list">${[file, ...making(report)].map(pair)}</dl>
<h3>Repairs before measuring</h3>
<dl class="list">${repairs(report).map(pair)}</dl>`,
)}`;
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

const alternatives = (music: MusicWithBeat): string =>
  music.alternatives.length === 0
    ? ''
    : `; may be felt at ${music.alternatives.map((bpm) => quantity(bpm, 'BPM')).join(' or ')}`;

function making({ engine, model, options, schemaVersion, view, music }: Report): Pair[] {
  const tempo =
    music.heard === 'beat'
      ? `${quantity(music.bpm, 'BPM')}, confidence ${music.confidence}${alternatives(music)}`
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
