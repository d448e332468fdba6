import type { MusicWithBeat, Report } from '@dance-pose/contracts';
import { type Html, html } from '../html.ts';
import { counted } from '../quantity.ts';
import { halfBeatMs, timedMovements } from '../timing.ts';
import { canvasWidth, dotsPath, strokesPath } from './drawing.ts';

/** About the width of the strips on the page, so that their dots stay round. */
const width = 150;
const height = 14;

/** A strip for each phrase: beats as strokes, and movements that come to rest as dots. */
export function countStrips(report: Report, music: MusicWithBeat): Html[] {
  const movements = timedMovements(report, music);
  return report.phrases.map(({ startMs, endMs }) => {
    // A movement up to half a beat ahead of the one belongs to the one.
    const from = startMs - halfBeatMs(music.bpm);
    const share = (ms: number): number => (ms - from) / (endMs - startMs);
    const isWithin = ({ timeMs }: { timeMs: number }): boolean =>
      share(timeMs) >= 0 && share(timeMs) < 1;
    const at = (ms: number): number => (share(ms) * width) / canvasWidth;
    const beats = music.beats.filter(isWithin);
    const placesOf = (isOne: boolean): number[] =>
      beats.filter(({ count }) => (count === 1) === isOne).map(({ timeMs }) => at(timeMs));
    const dots = movements
      .filter(isWithin)
      .map(({ timeMs }) => ({ at: at(timeMs), row: height / 2 }));
    return html`<svg role="img" aria-label="${counted(dots.length, 'movement')}" height="${height}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none"><path class="beat" d="${strokesPath(placesOf(false), { from: 3, to: height - 3 })}"/><path class="beat one" d="${strokesPath(placesOf(true), { from: 0, to: height })}"/><path class="dots" d="${dotsPath(dots)}"/></svg>`;
  });
}
