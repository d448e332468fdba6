import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './child.mjs';
import { environment, log, repository } from './paths.mjs';
import { wanted } from './versions.mjs';

/** In node_modules, so that it disappears with them. */
const stampFile = join(repository, 'node_modules', '.bootstrap-stamp');

/** Not needed by the service: AWS's construct library alone is a third of all downloads. */
const forDevelopers = '@dance-pose/infra-cdk';

/**
 * A text that changes whenever the toolchain or `pnpm install` has something to do.
 * @param {boolean} all packages, or only those that the service needs
 */
function stamp(all) {
  const hash = createHash('sha256').update(JSON.stringify(wanted));
  for (const file of inputs()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(repository, file)))
      .update('\0');
  }
  const what = all ? 'everything' : 'service';
  return `${process.platform}-${process.arch} ${what} ${hash.digest('hex')}\n`;
}

function inputs() {
  const members = ['packages', 'services'].flatMap((folder) =>
    readdirSync(join(repository, folder)).map((name) => join(folder, name, 'package.json')),
  );
  const manifests = members.filter((file) => existsSync(join(repository, file))).sort();
  const others = [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    'infra/cdk/package.json',
  ];
  return [...others, ...manifests];
}

/**
 * True if everything is prepared for the current sources.
 * @param {boolean} all packages are needed
 */
export function isStamped(all) {
  if (!existsSync(stampFile)) return false;
  const written = readFileSync(stampFile, 'utf8');
  return written === stamp(true) || (!all && written === stamp(false));
}

/** Written last: an interrupted preparation runs again. @param {boolean} all */
export function writeStamp(all) {
  writeFileSync(stampFile, stamp(all));
}

/** @param {boolean} all */
export async function prepareDependencies(all) {
  await runStep(
    'Installing the packages of the lock file (pnpm install --frozen-lockfile)',
    ['pnpm', 'install', '--frozen-lockfile', ...(all ? [] : ['--filter', `!${forDevelopers}`])],
    {
      log,
      cwd: repository,
      env: environment(),
      advice:
        'if the lock file is out of date, run `pnpm install` and commit pnpm-lock.yaml; otherwise check that the npm registry is reachable, and start again.',
    },
  );
}
