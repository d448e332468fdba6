import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ErrorCode } from '@dance-pose/contracts';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import type { InputName } from './plan.ts';

export interface Input {
  readonly fileName: string;
  readonly bytes: Buffer;
  /** Error of a bad file; null for a good one. */
  readonly refusal: ErrorCode | null;
}

export type Inputs = Readonly<Record<InputName, Input>>;

const run = promisify(execFile);

/** Makes good and bad files, as small as possible. */
export async function makeInputs(folder: string): Promise<Inputs> {
  const path = (name: string): string => join(folder, name);
  const ffmpeg = (...args: string[]) => run('ffmpeg', ['-v', 'error', '-y', ...args]);
  await makeVideo(path('dance.mp4'), false);
  await makeVideo(path('mirrored.mp4'), true);
  await ffmpeg('-i', path('dance.mp4'), '-frames:v', '1', path('picture.jpg'));
  await ffmpeg('-f', 'lavfi', '-i', 'sine=duration=1', path('sound.m4a'));
  // The index is at the end of the file, and is cut off.
  await ffmpeg('-i', path('dance.mp4'), '-c', 'copy', path('whole.mp4'));
  const whole = await readFile(path('whole.mp4'));
  await writeFile(path('torn.mp4'), whole.subarray(0, whole.length / 2));
  await writeFile(path('junk.mp4'), Buffer.alloc(4096, 'junk'));
  const input = async (fileName: string, refusal: ErrorCode | null = null): Promise<Input> => ({
    fileName,
    bytes: await readFile(path(fileName)),
    refusal,
  });
  return {
    dance: await input('dance.mp4'),
    mirrored: await input('mirrored.mp4'),
    picture: await input('picture.jpg'),
    junk: await input('junk.mp4', 'unsupported-format'),
    sound: await input('sound.m4a', 'no-video'),
    torn: await input('torn.mp4', 'unreadable-media'),
  };
}

/** One second in ten frames. */
async function makeVideo(outPath: string, mirrored: boolean): Promise<void> {
  const dance = createDance({ width: 180, height: 320, fps: 10, bpm: 120, counts: 2, mirrored });
  await renderDance({ outPath, dance, signal: new AbortController().signal });
}
