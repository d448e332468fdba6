import { type Music, say, UserError, type Warning, warn } from '@dance-pose/contracts';
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
    return { music: unreadable, warnings: [warn('sound-unreadable', { problem: error.message })] };
  }
}

const musicOfImage: Music = { heard: 'no-sound', reason: say('music-of-picture') };
const unreadable: Music = { heard: 'no-sound', reason: say('music-unreadable') };
