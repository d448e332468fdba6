import { execFile, spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '..');
/** An own network namespace has no network. Creating one needs permission, and is impossible on macOS. */
const isolated = spawnSync('unshare', ['--net', 'true']).status === 0;
if (!isolated)
  process.stderr.write('cdk synth is tested with the network: unshare --net is refused\n');

describe('cdk synth', () => {
  test('synthesizes both templates of the example, without an account and without a network', async () => {
    await using out = await createTempFolder('cdk');
    const cdk = join(folder, 'node_modules/aws-cdk/bin/cdk');
    const context = ['--context', 'settings=settings.example.json'];
    const args = [process.execPath, cdk, 'synth', '--quiet', '--output', out.path, ...context];
    const [program = '', ...rest] = [...(isolated ? ['unshare', '--net'] : []), ...args];
    // A separate home: CDK keeps a cache there, and AWS its credentials.
    const env = { PATH: process.env.PATH, HOME: out.path, CI: 'true' };
    await run(program, rest, { cwd: folder, env });
    const templates = (await readdir(out.path)).filter((name) => name.endsWith('.template.json'));
    expect(templates).toEqual(['DancePoseOneBox.template.json', 'DancePoseService.template.json']);
  });
});
