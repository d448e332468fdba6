import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Everything that is downloaded; if the folder is deleted, the next start downloads it again. */
export const toolchain = join(repository, '.toolchain');

/** Links and wrappers of programs that the machine lacks; the first folder on PATH. */
export const toolchainBin = join(toolchain, 'bin');

export const log = join(toolchain, 'bootstrap.log');

/**
 * Environment of all started programs. Node keeps its compile cache there: with the types stripped already, the code
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
 * Path of a program, undefined if it is not found.
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
