import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { runStep } from './child.mjs';
import { log, toolchain, toolchainBin } from './paths.mjs';

/**
 * Installs Debian packages system-wide.
 * @param {readonly string[]} packages
 * @param {string} advice
 */
export async function installAsRoot(packages, advice) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runStep('Reading the package lists (apt-get update)', ['apt-get', 'update'], {
    log,
    env,
    advice,
  });
  const names = packages.join(' ');
  await runStep(
    `Installing ${names} (apt-get install)`,
    ['apt-get', 'install', '-y', '--no-install-recommends', ...packages],
    { log, env, advice },
  );
}

const aptFolder = join(toolchain, 'apt');
const archives = join(aptFolder, 'archives');
const unpacked = join(aptFolder, 'root');

/** Removes wrappers of unpacked programs that turned out not to work, so that they are not found again. */
export function removeWrappers(/** @type {readonly string[]} */ programs) {
  for (const program of programs) rmSync(join(toolchainBin, program), { force: true });
}

/**
 * Unpacks Debian packages and their missing dependencies under `.toolchain/apt`, and writes a wrapper for each
 * program. Needs no root: apt works on its own lists and cache there.
 * @param {readonly string[]} packages
 * @param {readonly string[]} programs
 * @param {string} advice
 */
export async function unpackWithoutRoot(packages, programs, advice) {
  const options = aptOptions(aptFolder);
  for (const folder of ['lists/partial', 'archives/partial', 'root']) {
    mkdirSync(join(aptFolder, folder), { recursive: true });
  }
  const step = { log, advice };
  await runStep(
    'Reading the package lists (apt-get update, without root)',
    ['apt-get', ...options, 'update'],
    step,
  );
  await runStep(
    `Downloading ${packages.join(' ')} and what they need`,
    [
      'apt-get',
      ...options,
      'install',
      '--download-only',
      '-y',
      '--no-install-recommends',
      ...packages,
    ],
    step,
  );
  await unpackArchives(advice);
  const folders = libraryFolders(unpacked);
  mkdirSync(toolchainBin, { recursive: true });
  for (const program of programs) {
    const wrapper = join(toolchainBin, program);
    writeFileSync(wrapper, wrapperScript(join(unpacked, 'usr/bin', program), folders));
    chmodSync(wrapper, 0o755);
  }
}

/**
 * Keeps lists, cache and archives in the folder, reads the installed packages from the system, and takes no locks.
 * @param {string} folder
 */
function aptOptions(folder) {
  return [
    ...['-o', `Dir::State::lists=${join(folder, 'lists')}`],
    ...['-o', `Dir::Cache=${folder}`],
    ...['-o', `Dir::Cache::archives=${join(folder, 'archives')}`],
    // apt's locks are in folders of root, and no other process uses this folder.
    ...['-o', 'Debug::NoLocking=1'],
  ];
}

/** @param {string} advice */
async function unpackArchives(advice) {
  for (const file of readdirSync(archives)) {
    if (isMachinesOwn(file)) rmSync(join(archives, file));
  }
  const files = readdirSync(archives).filter((file) => file.endsWith('.deb'));
  const jobs = `${cpus().length}`;
  await runStep(
    `Unpacking ${files.length} packages under .toolchain/apt`,
    ['/bin/sh', '-c', 'ls *.deb | xargs -P "$1" -I{} dpkg-deb -x {} "$2"', 'sh', jobs, unpacked],
    { log, advice, cwd: archives },
  );
  rmSync(archives, { recursive: true });
}

/**
 * True for the C library, which must be the system's: programs start with the system's loader.
 * @param {string} file
 */
function isMachinesOwn(file) {
  return /^(?:libc6|libc-bin)_/.test(file);
}

/**
 * Folders with shared libraries. Some are one level below the usual ones: pulseaudio, and blas, which maintainer
 * scripts would link to the usual place, but those are not run.
 * @param {string} root
 */
export function libraryFolders(root) {
  const bases = ['lib', 'usr/lib'].map((folder) => join(root, folder)).filter(existsSync);
  const parents = [...bases, ...bases.flatMap(subfolders)];
  const folders = [...parents, ...parents.flatMap(subfolders)];
  return [...new Set(folders)].filter((folder) =>
    readdirSync(folder).some((name) => /^lib.+\.so(\.\d|$)/.test(name)),
  );
}

/** @param {string} folder */
function subfolders(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}

/**
 * @param {string} program
 * @param {readonly string[]} folders
 */
export function wrapperScript(program, folders) {
  return `#!/bin/sh
LD_LIBRARY_PATH='${folders.join(':')}'\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH
exec '${program}' "$@"
`;
}
