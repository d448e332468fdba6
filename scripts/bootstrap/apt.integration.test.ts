import { execFileSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTempFolder } from '@dance-pose/runtime';
import { expect, test } from '@jest/globals';
import { libraryFolders, wrapperScript } from './apt.mjs';

async function put(path: string, content = ''): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

test('library folders are those with shared libraries, at most one level below the usual ones', async () => {
  await using root = await createTempFolder('apt');
  const libraries = join(root.path, 'usr/lib/x86_64-linux-gnu');
  await put(join(libraries, 'libavcodec.so.59'));
  await put(join(libraries, 'blas/libblas.so.3.11.0'));
  await put(join(libraries, 'alsa-lib/plugin.so'));
  await put(join(root.path, 'usr/share/doc/libx.so.1'));
  expect(libraryFolders(root.path)).toEqual([libraries, join(libraries, 'blas')]);
});

test('a wrapper sets the library path, and passes arguments and exit code unchanged', async () => {
  await using root = await createTempFolder('apt');
  const program = join(root.path, 'program');
  const wrapper = join(root.path, 'wrapper');
  await put(program, '#!/bin/sh\nprintf "%s\\n" "$LD_LIBRARY_PATH" "$@"; exit 3\n');
  await put(wrapper, wrapperScript(program, ['/our libs', '/more']));
  for (const file of [program, wrapper]) await chmod(file, 0o755);
  const run = (): string =>
    execFileSync(wrapper, ['a b', '$HOME'], {
      encoding: 'utf8',
      env: { ...process.env, LD_LIBRARY_PATH: '/theirs' },
    });
  expect(run).toThrow(
    expect.objectContaining({ status: 3, stdout: '/our libs:/more:/theirs\na b\n$HOME\n' }),
  );
});
