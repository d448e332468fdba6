import { execFileSync } from 'node:child_process';
import { installAsRoot, removeWrappers, unpackWithoutRoot } from './apt.mjs';
import { environment, findProgram } from './paths.mjs';
import { BootstrapError, say } from './report.mjs';
import { isAtLeast, oldest, versionIn } from './versions.mjs';

/** @typedef {keyof typeof oldest} Program */

/** Package of each program, in Debian and elsewhere. */
const packageOf = /** @type {const} */ ({
  ffmpeg: 'ffmpeg',
  ffprobe: 'ffmpeg',
  'redis-server': 'redis-server',
});

const programs = /** @type {Program[]} */ (Object.keys(packageOf));

export function missingPrograms() {
  return programs.filter((program) => findProgram(program) === undefined);
}

/** Finds ffmpeg, ffprobe and redis-server, or installs them with apt; without apt, explains how to install them. */
export async function preparePrograms() {
  const missing = missingPrograms();
  if (missing.length > 0) {
    const packages = [...new Set(missing.map((program) => packageOf[program]))];
    const advice = installAdvice(missing, (program) => findProgram(program) !== undefined);
    if (['apt-get', 'dpkg-deb'].some((tool) => findProgram(tool) === undefined)) {
      throw new BootstrapError(`${missing.join(', ')}: not found on PATH`, { advice });
    }
    say(`${missing.join(', ')}: not found on PATH`);
    if (process.getuid?.() === 0) await installAsRoot(packages, advice);
    else await unpackWithoutRoot(packages, missing, advice);
  }
  try {
    for (const program of programs) checkVersion(program);
    checkEncoder();
  } catch (error) {
    removeWrappers(missing);
    throw error;
  }
}

/** In the order of the search. */
const managers = [
  { tool: 'brew', command: 'brew install', redis: 'redis' },
  { tool: 'apt-get', command: 'sudo apt-get install', redis: 'redis-server' },
  { tool: 'dnf', command: 'sudo dnf install', redis: 'redis' },
  { tool: 'pacman', command: 'sudo pacman -S', redis: 'redis' },
  { tool: 'apk', command: 'apk add', redis: 'redis' },
  { tool: 'zypper', command: 'sudo zypper install', redis: 'redis' },
];

/**
 * The command that installs what is missing, for the package manager of the machine.
 * @param {readonly Program[]} missing
 * @param {(tool: string) => boolean} has
 */
export function installAdvice(missing, has) {
  const manager = managers.find(({ tool }) => has(tool));
  if (manager === undefined) return `install ${missing.join(', ')} on PATH and start again.`;
  const names = missing.map((program) =>
    program === 'redis-server' ? manager.redis : packageOf[program],
  );
  return `run \`${manager.command} ${[...new Set(names)].join(' ')}\` and start again.`;
}

/** @param {Program} program */
function checkVersion(program) {
  const flag = program === 'redis-server' ? '--version' : '-version';
  const version = versionIn(run(program, flag));
  if (version === undefined || isAtLeast(version, oldest[program])) return;
  throw new BootstrapError(`${program} ${version} is older than ${oldest[program]}`, {
    advice: `put ${program} ${oldest[program]} or later on PATH (Debian 12 and Ubuntu 24.04 have it) and start again.`,
  });
}

/** Some builds have no H.264 encoder, such as Fedora's ffmpeg-free. */
function checkEncoder() {
  if (run('ffmpeg', '-hide_banner', '-encoders').includes('libx264')) return;
  throw new BootstrapError('this ffmpeg has no H.264 encoder (libx264)', {
    advice: 'install a full build of ffmpeg (on Fedora, from RPM Fusion) and start again.',
  });
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, ...args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', env: environment(), stdio: 'pipe' });
  } catch (error) {
    throw new BootstrapError(`${program} does not run: ${error}`, {
      advice: `reinstall it, or remove it from PATH so that another one is found (${findProgram(program)}).`,
    });
  }
}
