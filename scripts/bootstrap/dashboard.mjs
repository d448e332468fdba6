import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './child.mjs';
import { environment, log, repository } from './paths.mjs';

const folder = join(repository, 'services/dashboard');
const stampFile = join(folder, 'dist/.stamp');

/** Sources of the dashboard: its own files, and the packages that it shares with the services. */
const sources = [
  'services/dashboard/index.html',
  'services/dashboard/package.json',
  'services/dashboard/vite.config.ts',
  'services/dashboard/public',
  'services/dashboard/src',
  'packages/client/src',
  'packages/contracts/src',
  'packages/movement/src',
  'packages/overlay/src',
  'pnpm-lock.yaml',
];

/** @param {string} path @returns {string[]} */
const filesOf = (path) => {
  const entries = readdirSync(join(repository, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
};

/** @param {string} path */
const isFolder = (path) => !/\.(html|json|ts|yaml)$/.test(path);

function stamp() {
  const hash = createHash('sha256');
  for (const path of sources) {
    const files = isFolder(path) ? filesOf(path) : [join(repository, path)];
    for (const file of files) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return `${hash.digest('hex')}\n`;
}

export const isDashboardBuilt = () =>
  existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp();

/** Builds the dashboard, which the API serves. */
export async function buildDashboard() {
  const made = stamp();
  await runStep('Building the dashboard (vite build)', ['pnpm', '--dir', folder, 'run', 'build'], {
    log,
    cwd: repository,
    env: environment(),
    advice: 'read the log; `pnpm --dir services/dashboard run build` shows the same.',
  });
  writeFileSync(stampFile, made);
}
