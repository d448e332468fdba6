import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type LocalStack, s3ServiceEnv, startS3Gateway, startStack } from '@dance-pose/local-stack';
import { createApiKey, createTempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DancePoseClient } from '../dance-pose-client.ts';
import { clipFrom, saveArtifact } from '../node.ts';
import { makeClip } from './test-bench.ts';

const examples = resolve(import.meta.dirname, '../../examples');
const run = promisify(execFile);

/** @param gatewayPath uses S3: then links lead to another host, which must not receive the key. */
export function describeExamples(gatewayPath?: string): void {
  const { key, entry } = createApiKey('teacher');
  const started = new AsyncDisposableStack();
  let stack: LocalStack;
  let folder: string;
  let clip: string;

  beforeAll(async () => {
    folder = started.use(await createTempFolder('examples')).path;
    const s3 = gatewayPath ? s3ServiceEnv(started.use(await startS3Gateway(gatewayPath))) : {};
    const env = { ...s3, API_KEYS: entry, TEMP_DIR: folder };
    stack = started.use(await startStack({ dataDir: join(folder, 'data'), env }));
    clip = join(folder, 'my dance, 1.mp4');
    await makeClip(clip);
  });
  afterAll(async () => started.disposeAsync());

  /** Command line of each example, and a command that succeeds if its language is installed. */
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
      const out = join(folder, `result of ${name}`);
      const env = { PATH: process.env.PATH, DANCE_POSE_URL: stack.url };
      const command = [...args, join(examples, name)];
      const mine = { ...env, DANCE_POSE_API_KEY: key };
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

  test('a direct upload to the store, and a download from the store', async () => {
    const client = new DancePoseClient({ baseUrl: stack.url, apiKey: key });
    const sent: number[] = [];
    const onProgress = ({ sentBytes }: { sentBytes: number }) => sent.push(sentBytes);
    const options = { model: 'lite' } as const;
    const given = await clipFrom(clip);
    const { id } = await client.submitDirectly({ ...given, options }, { onProgress });
    expect(sent.at(-1)).toBe(given.file.size);
    expect(await client.wait(id)).toMatchObject({ state: 'completed' });
    await saveArtifact(client, id, 'poster.jpg', join(folder, 'poster.jpg'));
    expect((await readFile(join(folder, 'poster.jpg'))).subarray(0, 2).toString('hex')).toBe(
      'ffd8',
    );
  });
}
