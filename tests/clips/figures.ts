import type { ReportedStream } from './look.ts';
import type { Outcome } from './look-at-clip.ts';

/** Readable description of a clip and its result. */
export interface Figures {
  readonly before: string;
  readonly after: string;
  readonly sound: string;
  readonly lag: string;
  readonly person: string;
  readonly warnings: string;
}

export function figuresOf(outcome: Outcome): Figures {
  const { source, result, lags, analysis, track } = outcome;
  const found = track.frames.filter(({ people }) => people.length > 0).length;
  return {
    before: described(source.report.video, source.frames.length),
    after: described(result.report.video, result.frames.length),
    sound: `${heard(source.report.audio)} → ${heard(result.report.audio)}`,
    lag: `${lags.picture.toFixed(0)} / ${lags.sound?.toFixed(0) ?? '–'} ms`,
    person: analysis.summary.engine === 'scripted' ? '–' : `${found}/${track.frames.length}`,
    warnings: analysis.warnings.map(({ code }) => code).join(', '),
  };
}

function described(video: ReportedStream | undefined, frames: number): string {
  if (!video) return 'no picture';
  const { codec_name, width, height, pix_fmt, color_transfer = '?', duration } = video;
  const seconds = duration === undefined ? '?' : Number(duration).toFixed(2);
  return `${codec_name} ${width}×${height} ${pix_fmt} ${color_transfer}, ${frames} in ${seconds} s`;
}

const heard = (audio: ReportedStream | undefined): string =>
  audio
    ? `${audio.codec_name} ${audio.duration === undefined ? '?' : Number(audio.duration).toFixed(2)} s`
    : 'none';

/** One row of the Markdown table. */
export const tableRow = (name: string, figures: Figures): string =>
  `| ${[name, ...Object.values(figures)].join(' | ')} |`;

export const tableHead = [
  '| clip | before | after | sound | late: picture / sound | person | warnings |',
  '|---|---|---|---|---|---|---|',
].join('\n');
