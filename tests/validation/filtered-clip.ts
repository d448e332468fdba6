import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder } from '@dance-pose/runtime';
import { cached, hashOfFile } from './cache.ts';
import { type AnalysedClip, withMusic } from './track-clip.ts';
import { type TrackOptions, trackFile } from './track-file.ts';

const run = promisify(execFile);

/** Tracks what FFmpeg makes of a file with these output options, once. */
export async function filteredClip(
  path: string,
  outputOptions: readonly string[],
  tracking: TrackOptions,
): Promise<AnalysedClip> {
  const key = { file: await hashOfFile(path), outputOptions, tracking };
  const tracked = await cached(key, async () => {
    await using folder = await createTempFolder('validation');
    const outPath = join(folder.path, 'clip.mp4');
    await run('ffmpeg', ['-v', 'error', '-i', path, ...outputOptions, outPath]);
    return await trackFile(outPath, tracking);
  });
  return withMusic(tracked);
}
