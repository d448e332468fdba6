import {
  type Music,
  type MusicFeatures,
  type MusicOptions,
  say,
  UserError,
  type Warning,
  warn,
} from '@dance-pose/contracts';
import { collectMusicFeatures, hearMusic, musicSampleRateHz } from '@dance-pose/movement';
import { decodeAudio, type ProbedFile } from '@dance-pose/video';

export interface AudioAnalysis {
  readonly music: Music;
  /** Properties of the sound from which the music was heard; null if there is no readable sound. */
  readonly features: MusicFeatures | null;
  readonly warnings: readonly Warning[];
}

/**
 * Analyses the music of the analysed part, on the time axis of its frames. If the sound cannot be decoded to its end,
 * the report lacks the comparison with music and a warning says so.
 * @param given facts about the music that the user knows.
 */
export async function analyseAudio(
  file: ProbedFile,
  given: MusicOptions,
  signal: AbortSignal,
): Promise<AudioAnalysis> {
  if (file.mediaInfo.kind === 'image') return { music: musicOfImage, features: null, warnings: [] };
  try {
    const sound = decodeAudio(file, { sampleRateHz: musicSampleRateHz, signal });
    const features = sound && (await collectMusicFeatures(sound));
    return { music: hearMusic(features, given), features, warnings: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const warnings = [warn('sound-unreadable', { problem: error.message })];
    return { music: unreadable, features: null, warnings };
  }
}

const musicOfImage: Music = { heard: 'no-sound', reason: say('music-of-picture') };
const unreadable: Music = { heard: 'no-sound', reason: say('music-unreadable') };
