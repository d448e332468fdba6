import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './child.mjs';
import { environment, log, repository } from './paths.mjs';
import { wanted } from './versions.mjs';

/** Lies in node_modules, so that it goes when they go. */
const stampFile = join(repository, 'node_modules', '.bootstrap-stamp');

/** What the service itself does without: AWS's construct library alone is a third of all that is fetched. */
const forDevelopers = '@dance-pose/infra-cdk';

/**
 * Changes whenever the toolchain or `pnpm install` would have something to do.
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
 * Whether everything was made ready for the sources as they are.
 * @param {boolean} all packages are needed
 */
export function isStamped(all) {
  if (!existsSync(stampFile)) return false;
  const written = readFileSync(stampFile, 'utf8');
  return written === stamp(true) || (!all && written === stamp(false));
}

/** Comes last: an interrupted preparation is taken up again. @param {boolean} all */
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
        'when the lock file is out of date, run `pnpm install` and commit pnpm-lock.yaml; else check that the npm registry can be reached and start again.',
    },
  );
}
