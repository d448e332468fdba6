import { appendFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ffmpeg, makeDanceClip } from '../end-to-end/media.ts';

/** Files that users may send. Each is made when it is first needed. */
export interface Clips {
  /** Two seconds of the synthetic dancer. */
  dance(): Promise<string>;
  /** The same in three megabytes: as quick to analyse, but slow to upload where a test wants that. */
  bulky(): Promise<string>;
  /** One frame of it. */
  photo(): Promise<string>;
  /** Two minutes of it: longer than a test waits. */
  long(): Promise<string>;
  /** Forty seconds of it beside noise: so many bytes that a browser fetches them only when they are about to be shown. */
  heavy(): Promise<string>;
  /** Twenty minutes without content: longer than the service accepts. */
  endless(): Promise<string>;
  /** A complete file without a picture, which only shows when it is read. */
  bad(): Promise<string>;
}

export function createClips(folder: string): Clips {
  const dance = once(() => makeDanceClip(folder));
  const ofDance = (name: string, before: readonly string[], after: readonly string[]) =>
    once(async () => {
      await ffmpeg([...before, '-i', await dance(), ...after, join(folder, name)]);
      return join(folder, name);
    });
  return {
    dance,
    bulky: once(async () => {
      const path = join(folder, 'bulky.mp4');
      await copyFile(await dance(), path);
      await appendFile(path, freeBox(3_000_000));
      return path;
    }),
    photo: ofDance('photo.png', ['-ss', '1'], ['-frames:v', '1']),
    long: ofDance('long.mp4', ['-stream_loop', '59'], ['-c', 'copy']),
    heavy: ofDance(
      'heavy.mp4',
      ['-stream_loop', '19'],
      ['-filter_complex', besideNoise, '-pix_fmt', 'yuv420p', '-preset', 'ultrafast'],
    ),
    endless: once(async () => {
      const path = join(folder, 'endless.mp4');
      await ffmpeg(['-f', 'lavfi', '-i', 'color=size=64x64:rate=1:duration=1200', path]);
      return path;
    }),
    bad: ofDance('bad.mp4', [], ['-vn', '-c', 'copy']),
  };
}

const besideNoise =
  '[0:v]fps=3[dance];nullsrc=size=240x640:rate=3,geq=random(1)*255:128:128[noise];[dance][noise]hstack=shortest=1';

function once(make: () => Promise<string>): () => Promise<string> {
  let made: Promise<string> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A box of an MP4 file that every reader skips (ISO/IEC 14496-12, 8.1.2). */
function freeBox(sizeBytes: number): Buffer {
  const box = Buffer.alloc(sizeBytes);
  box.writeUInt32BE(sizeBytes, 0);
  box.write('free', 4, 'latin1');
  return box;
}
