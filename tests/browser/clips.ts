import { appendFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ffmpeg, makeDanceClip } from '../end-to-end/media.ts';

/** Files that people may send. Each is made when it is first asked for. */
export interface Clips {
  /** Two seconds of the synthetic dancer. */
  dance(): Promise<string>;
  /** The same in three megabytes: analysed as quickly, and sent as slowly as the test wants. */
  bulky(): Promise<string>;
  /** One picture of it. */
  photo(): Promise<string>;
  /** Two minutes of it: more than a test waits for. */
  long(): Promise<string>;
  /** Forty seconds of it beside noise: a browser fetches so many bytes only when they are going to be seen. */
  heavy(): Promise<string>;
  /** Twenty minutes of nothing: longer than the service takes. */
  endless(): Promise<string>;
  /** A whole file, and nobody would know before it is read that there is no picture in it. */
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
