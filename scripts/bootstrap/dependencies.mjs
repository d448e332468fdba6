import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './child.mjs';
import { environment, log, repository } from './paths.mjs';
import { wanted } from './versions.mjs';

/** Lies in node_modules, so that it goes when they go. */
const stampFile = join(repository, 'node_modules', '.bootstrap-stamp');

/** Changes whenever the toolchain or `pnpm install` would have something to do. */
function stamp() {
  const hash = createHash('sha256').update(JSON.stringify(wanted));
  for (const file of inputs()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(repository, file)))
      .update('\0');
  }
  return `${process.platform}-${process.arch} ${hash.digest('hex')}\n`;
}

function inputs() {
  const members = ['packages', 'services'].flatMap((folder) =>
    readdirSync(join(repository, folder)).map((name) => join(folder, name, 'package.json')),
  );
  const manifests = members.filter((file) => existsSync(join(repository, file))).sort();
  return ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests];
}

/** Whether everything was made ready for the sources as they are. */
export function isStamped() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp();
}

/** Comes last: an interrupted preparation is taken up again. */
export function writeStamp() {
  writeFileSync(stampFile, stamp());
}

export async function prepareDependencies() {
  await runStep(
    'Installing the packages of the lock file (pnpm install --frozen-lockfile)',
    ['pnpm', 'install', '--frozen-lockfile'],
    {
      log,
      cwd: repository,
      env: environment(),
      advice:
        'when the lock file is out of date, run `pnpm install` and commit pnpm-lock.yaml; else check that the npm registry can be reached and start again.',
    },
  );
}
