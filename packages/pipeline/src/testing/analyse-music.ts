import {
  defaultMediaLimits,
  type JobOptions,
  type Music,
  type MusicOptions,
  type MusicWithBeat,
} from '@dance-pose/contracts';
import { probeFile } from '@dance-pose/video';
import { analyseAudio } from '../measure/analyse-audio.ts';

export const never: AbortSignal = new AbortController().signal;

export async function analyseMusicOf(
  path: string,
  trim?: JobOptions['trim'],
  given: MusicOptions = {},
): Promise<Music> {
  const options = { fileName: 'clip', limits: defaultMediaLimits, signal: never };
  const file = await probeFile(path, trim ? { ...options, trim } : options);
  return (await analyseAudio(file, given, never)).music;
}

export async function hearBeat(
  path: string,
  trim?: JobOptions['trim'],
  given?: MusicOptions,
): Promise<MusicWithBeat> {
  const music = await analyseMusicOf(path, trim, given);
  if (music.heard !== 'beat') throw new Error(`Heard ${music.heard}: ${music.reason}`);
  return music;
}
