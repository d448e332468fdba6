import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** All that we fetch for ourselves; delete the folder and the next start fetches it again. */
export const toolchain = join(repository, '.toolchain');

/** Links and wrappers of what the machine lacks; it stands first on PATH. */
export const toolchainBin = join(toolchain, 'bin');

export const log = join(toolchain, 'bootstrap.log');

/**
 * The environment of everything that we start. Node keeps there what it has compiled: its types stripped, our code
 * starts in half of the time.
 * @returns {NodeJS.ProcessEnv}
 */
export function environment() {
  return {
    NODE_COMPILE_CACHE: join(toolchain, 'compile-cache'),
    ...process.env,
    PATH: [toolchainBin, process.env.PATH].join(delimiter),
  };
}

/**
 * Where a program is found, undefined when it is not.
 * @param {string} program
 * @param {string} [path] folders as in PATH
 */
export function findProgram(program, path = environment().PATH ?? '') {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
