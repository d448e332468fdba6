import type { Music, MusicGiven } from '@dance-pose/contracts';
import { hearMusic } from './hear-music.ts';
import { collectMusicFeatures } from './music-features.ts';

/**
 * Analyses the music of an audio track; see {@link collectMusicFeatures} and {@link hearMusic}.
 * @param audio null if the clip has none.
 */
export async function analyseMusic(
  audio: AsyncIterable<Float32Array> | null,
  given: MusicGiven = {},
): Promise<Music> {
  return hearMusic(audio && (await collectMusicFeatures(audio)), given);
}
