// `pnpm animation`: draws the moving picture of the README, docs/dance.webp. The demo dance goes through the
// command line as any clip does; FFmpeg puts the clip and its result side by side.
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder } from '@dance-pose/runtime';

const run = promisify(execFile);
const repository = resolve(import.meta.dirname, '..');

async function dancePose(...args: string[]): Promise<void> {
  const main = join(repository, 'services/cli/src/main.ts');
  await run(process.execPath, ['--conditions=@dance-pose/source', main, ...args]);
}

/** Each half is 360 pixels wide; the crop removes the empty floor of the portrait clip. */
const sideBySide = [
  '[0:v]scale=360:-2:flags=lanczos,pad=iw+4:ih:0:0:white[left]',
  '[1:v]scale=360:-2:flags=lanczos[right]',
  // 15 frames a second: 30 double the file and show nothing more.
  '[left][right]hstack,fps=15,crop=724:568:0:0',
].join(';');

/** At quality 70 the file has 1.4 MB; the README allows 2 MB. */
const animatedWebp = ['-c:v', 'libwebp_anim', '-quality', '70', '-compression_level', '6'];

await using work = await createTempFolder('animation');
const clip = join(work.path, 'demo.mp4');
await dancePose('demo-clip', '--out', clip);
const drawings = ['--angles', '--trails', '--beats', '--centre-of-mass'];
await dancePose('analyse', clip, '--out', work.path, ...drawings);

const inputs = ['-i', clip, '-i', join(work.path, 'annotated.mp4')];
const output = join(repository, 'docs/dance.webp');
const endless = ['-loop', '0'];
const how = ['-filter_complex', sideBySide, '-an', ...animatedWebp, ...endless];
await run('ffmpeg', ['-v', 'error', '-y', ...inputs, ...how, output]);
