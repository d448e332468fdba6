import { type Music, UserError, type Warning } from '@dance-pose/contracts';
import { analyseMusic, musicSampleRateHz } from '@dance-pose/movement';
import { decodeAudio, type ProbedFile } from '@dance-pose/video';

export interface AudioAnalysis {
  readonly music: Music;
  readonly warnings: readonly Warning[];
}

/**
 * The music of the analysed part, on the time axis of its frames. Sound that cannot be read to its end costs
 * the comparison with the music, not the report.
 */
export async function analyseAudio(file: ProbedFile, signal: AbortSignal): Promise<AudioAnalysis> {
  if (file.mediaInfo.kind === 'image') return { music: stillness, warnings: [] };
  try {
    const sound = decodeAudio(file, { sampleRateHz: musicSampleRateHz, signal });
    return { music: await analyseMusic(sound), warnings: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message } = error;
    return { music: unreadable, warnings: [{ code: 'sound-unreadable', message }] };
  }
}

const stillness: Music = {
  heard: 'no-sound',
  reason: 'A picture stands still, so there is no movement to compare with music.',
};
const unreadable: Music = {
  heard: 'no-sound',
  reason:
    'The sound of the clip could not be read to its end, so movement could not be compared with music.',
};
