import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeClip, type Stand, startStand } from './testing/stand.ts';

const examples = resolve(import.meta.dirname, '../examples');
const run = promisify(execFile);

let stand: Stand;
let clip: string;

beforeAll(async () => {
  stand = await startStand();
  clip = join(stand.folder, 'my dance, 1.mp4');
  await makeClip(clip);
  await stand.startWorker();
});
afterAll(async () => stand?.[Symbol.asyncDispose]());

/** The command line of an example, and a program of that language which tells that it is there. */
const languages = [
  ['analyse.sh', ['sh'], 'curl'],
  ['analyse.ts', [process.execPath, '--conditions=@dance-pose/source'], process.execPath],
  ['analyse.py', ['python3'], 'python3'],
] as const;

test.each(languages)(
  '%s does what its first line says',
  async (name, [program, ...args], needs) => {
    const isThere = await run(needs, ['--version']).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      process.stderr.write(`not tested: ${name}, since there is no ${needs} here\n`);
      return;
    }
    const out = join(stand.folder, `result of ${name}`);
    const env = { PATH: process.env.PATH, DANCE_POSE_URL: stand.url };
    const command = [...args, join(examples, name)];
    const mine = { ...env, DANCE_POSE_API_KEY: stand.keys.teacher };
    const { stdout } = await run(program, [...command, clip, out], { env: mine });
    expect(stdout).toMatch(/\d %/);
    expect((await readdir(out)).sort()).toEqual(['annotated.mp4', 'report.html']);
    expect((await readFile(join(out, 'annotated.mp4'))).subarray(4, 8).toString()).toBe('ftyp');
    expect(await readFile(join(out, 'report.html'), 'utf8')).toMatch(/<\/html>\s*$/);
    const wrong = { ...env, DANCE_POSE_API_KEY: 'dp_wrong' };
    const refused = run(program, [...command, clip, out], { env: wrong }).catch((error) => error);
    const { code, stderr, stdout: said } = await refused;
    expect(code).not.toBe(0);
    expect(stderr + said).toMatch(/unauthorized/);
  },
);
