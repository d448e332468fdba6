import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder } from '@dance-pose/runtime';
import { cacheFolder } from '../cache.ts';

const run = promisify(execFile);

const requirement = 'pose2sim==0.10.49';
const sha256 = '403e0dc4065898ba6a595e72a8970950310979253d60e24c2e00b16b36bf21e1';

/** Videos of the demos. The other cameras of both scenes are not used here: they are kept for later checks. */
export const demoVideos = {
  'single, camera 1': { file: 'Demo_SinglePerson/videos/cam01.mp4', camera: 'cam_01' },
  'single, camera 2': { file: 'Demo_SinglePerson/videos/cam02.mp4', camera: 'cam_02' },
  'single, camera 4': { file: 'Demo_SinglePerson/videos/cam04.mp4', camera: 'cam_04' },
  'two people, camera 1': { file: 'Demo_MultiPerson/videos/cam01.mp4', camera: 'cam_01' },
  'two people, camera 2': { file: 'Demo_MultiPerson/videos/cam02.mp4', camera: 'cam_02' },
  'two people, camera 3': { file: 'Demo_MultiPerson/videos/cam03.mp4', camera: 'cam_03' },
} as const;
export type DemoName = keyof typeof demoVideos;

/** Takes the named files, and no others, out of an archive into a folder. */
const extract =
  'import sys, zipfile\nfor name in sys.argv[3:]: zipfile.ZipFile(sys.argv[1]).extract(name, sys.argv[2])';

/**
 * Folder `Pose2Sim` of the wheel (BSD-3-Clause) with the demos' videos. The wheel is downloaded once, with pip, which
 * checks its hash.
 * @throws if pip or the network is missing.
 */
export async function demoFolder(): Promise<string> {
  const folder = join(cacheFolder, requirement.replace('==', '-'));
  if (existsSync(folder)) return join(folder, 'Pose2Sim');
  await using temporary = await createTempFolder('pose2sim');
  const pinned = join(temporary.path, 'requirements.txt');
  const target = join(temporary.path, 'files');
  await writeFile(pinned, `${requirement} --hash=sha256:${sha256}\n`);
  const options = ['--no-deps', '--only-binary=:all:', '--require-hashes', '--quiet'];
  const pip = ['-m', 'pip', 'download', ...options, '--dest', temporary.path];
  await run('python3', [...pip, '--requirement', pinned]);
  const wheel = (await readdir(temporary.path)).find((name) => name.endsWith('.whl')) ?? '';
  const members = Object.values(demoVideos).map(({ file }) => `Pose2Sim/${file}`);
  await run('python3', ['-c', extract, join(temporary.path, wheel), target, ...members]);
  await cp(target, `${folder}.part`, { recursive: true });
  await rename(`${folder}.part`, folder);
  return join(folder, 'Pose2Sim');
}
