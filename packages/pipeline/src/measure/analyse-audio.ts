import { type Music, UserError, type Warning } from '@dance-pose/contracts';
import { analyseMusic, musicSampleRateHz } from '@dance-pose/movement';
import { decodeAudio, type ProbedFile } from '@dance-pose/video';

export interface AudioAnalysis {
  readonly music: Music;
  readonly warnings: readonly Warning[];
}

/**
 * Analyses the music of the analysed part, on the time axis of its frames. If the sound cannot be decoded to its end,
 * the report lacks the comparison with music and a warning says so.
 */
export async function analyseAudio(file: ProbedFile, signal: AbortSignal): Promise<AudioAnalysis> {
  if (file.mediaInfo.kind === 'image') return { music: musicOfImage, warnings: [] };
  try {
    const sound = decodeAudio(file, { sampleRateHz: musicSampleRateHz, signal });
    return { music: await analyseMusic(sound), warnings: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message } = error;
    return { music: unreadable, warnings: [{ code: 'sound-unreadable', message }] };
  }
}

const musicOfImage: Music = {
  heard: 'no-sound',
  reason: 'A picture has no movement that could be compared with music.',
};
const unreadable: Music = {
  heard: 'no-sound',
  reason:
    'The sound of the clip could not be read to its end, so movement could not be compared with music.',
};
