import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '..');
/** A network namespace of its own has nothing in it, not even loopback that is up. Only root may make one. */
const withoutNetwork =
  process.getuid?.() === 0 && process.platform === 'linux' ? ['unshare', '-n'] : [];

describe('cdk synth', () => {
  test('makes both templates of the example, without an account and without a network', async () => {
    await using out = await createTempFolder('cdk');
    const cdk = join(folder, 'node_modules/aws-cdk/bin/cdk');
    const context = ['--context', 'settings=settings.example.json'];
    const args = [process.execPath, cdk, 'synth', '--quiet', '--output', out.path, ...context];
    const [program = '', ...rest] = [...withoutNetwork, ...args];
    // A home of its own: CDK keeps a cache there, and AWS its credentials.
    const env = { PATH: process.env.PATH, HOME: out.path, CI: 'true' };
    await run(program, rest, { cwd: folder, env });
    const templates = (await readdir(out.path)).filter((name) => name.endsWith('.template.json'));
    expect(templates).toEqual(['DancePoseOneBox.template.json', 'DancePoseService.template.json']);
  });
});
