import { numeral, quantity, type Report, viewText } from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import type { PageData } from '../page-data.ts';
import { counted, duration, percent } from '../quantity.ts';

/** Facts about the clip, and the summary. */
export function pageHeader({ about, report }: PageData): Html {
  const facts = [...clipFacts(report), ...viewFacts(report), tempoFact(report)];
  return html`<header><p class="eyebrow">Movement report</p>
<h1><bdi>${about.fileName}</bdi></h1>
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul></header>
<section aria-labelledby="summary"><h2 id="summary" class="unseen">Summary</h2>
${report.summary.map(({ text }) => html`<p class="summary">${text}</p>`)}</section>`;
}

function clipFacts({ source, repairs }: Report): string[] {
  const { frameCount, fps, durationMs, width, height } = source;
  const size = `${width} × ${height} px`;
  if (durationMs === 0) return ['picture', size];
  const frames = `${counted(frameCount, 'frame')} at ${numeral(fps, Number.isInteger(fps) ? 0 : 2)} fps`;
  const { framesWithoutDancer } = repairs;
  const missing =
    framesWithoutDancer === 0 ? [] : [`dancer missing in ${counted(framesWithoutDancer, 'frame')}`];
  return [duration(durationMs), frames, size, ...missing];
}

function viewFacts({ view, repairs }: Report): string[] {
  if (repairs.framesWithoutDancer === repairs.frames) return [];
  const { frontal, side, from } = view;
  if (from !== null && from !== 'changing') return [viewText(from)];
  if (frontal >= mostly) return ['seen from the front or back'];
  if (side >= mostly) return ['seen from the side'];
  return [
    `seen from front or back ${percent(frontal)}, from the side ${percent(side)} of the time`,
  ];
}

const mostly = 0.9;

const withoutBeat = {
  'no-sound': 'no sound',
  silence: 'silent sound',
  'no-beat': 'no beat in the sound',
} as const;

function tempoFact({ music }: Report): string {
  if (music.heard !== 'beat') return withoutBeat[music.heard];
  const doubt = music.confidence === 'low' ? ' (low confidence)' : '';
  return `music at ${quantity(music.bpm, 'BPM')}${doubt}`;
}
