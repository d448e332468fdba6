import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const run = promisify(execFile);
const packages = resolve(import.meta.dirname, '../..');
const tsc = resolve(packages, '../node_modules/typescript/bin/tsc');

let folder: TempFolder;

/** A project in which only the packed client is installed. */
beforeAll(async () => {
  folder = await createTempFolder('package');
  await run(process.execPath, [tsc, '-b', join(packages, 'client')]);
  const modules = join(folder.path, 'node_modules');
  for (const name of ['contracts', 'client']) {
    const target = join(modules, '@dance-pose', name);
    await mkdir(target, { recursive: true });
    const tarball = join(folder.path, `${name}.tgz`);
    await run('pnpm', ['pack', '--out', tarball], { cwd: join(packages, name) });
    await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
  }
  await symlink(join(packages, 'contracts/node_modules/zod'), join(modules, 'zod'));
});
afterAll(async () => folder?.[Symbol.asyncDispose]());

test('the package contains no sources, tests or links to this repository', async () => {
  const client = join(folder.path, 'node_modules/@dance-pose/client');
  const files = await readdir(client, { recursive: true });
  expect(files).toEqual(expect.arrayContaining(['README.md', 'dist/index.js', 'dist/node.d.ts']));
  expect(files.filter((file) => /^src|testing|\.test\.|tsbuildinfo/.test(file))).toEqual([]);
  const { dependencies, exports } = JSON.parse(
    await readFile(join(client, 'package.json'), 'utf8'),
  );
  expect(dependencies).toEqual({ '@dance-pose/contracts': '0.1.0' });
  expect(JSON.stringify(exports)).not.toContain('src');
});

test('it runs in plain Node, and its types check a program that uses it', async () => {
  const program = [
    "import { ApiError, DancePoseClient, type JobDocument } from '@dance-pose/client';",
    "import { saveArtifact } from '@dance-pose/client/node';",
    "const client = new DancePoseClient({ baseUrl: 'http://127.0.0.1:9', patienceMs: 0 });",
    'const job: Promise<JobDocument> = client.get("f".repeat(32));',
    '// @ts-expect-error: the types are there, and those of the schemas',
    'const wrong: Promise<{ state: "lost" }> = job;',
    'job.catch((error: unknown) => console.log(error instanceof ApiError, typeof saveArtifact));',
  ].join('\n');
  const file = join(folder.path, 'program.mts');
  await writeFile(file, program);
  expect((await run(process.execPath, [file])).stdout).toBe('false function\n');
  const strict = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,dom,dom.iterable'];
  const how = [...strict, '--module', 'nodenext', '--moduleResolution', 'nodenext'];
  await run(process.execPath, [tsc, ...how, file], { cwd: folder.path });
});
