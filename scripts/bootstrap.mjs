#!/usr/bin/env node
// Prepares a machine with Node >= 18 and npm for the project, then runs one of its commands.
// Plain JavaScript without dependencies, because it runs before anything is installed.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './bootstrap/child.mjs';
import { buildDashboard, isDashboardBuilt } from './bootstrap/dashboard.mjs';
import { isStamped, prepareDependencies, writeStamp } from './bootstrap/dependencies.mjs';
import { withLock } from './bootstrap/lock.mjs';
import { environment, isExecutable, log, repository, toolchain } from './bootstrap/paths.mjs';
import { missingPrograms, preparePrograms } from './bootstrap/programs.mjs';
import { reportFailure, say } from './bootstrap/report.mjs';
import { nodeToUse, prepareToolchain } from './bootstrap/toolchain.mjs';

const usage = `Usage: node scripts/bootstrap.mjs [command] [arguments]
  (no command)        prepare the machine and exit
  start               run the whole service on http://localhost:8000 (npm start)
  test [jest's …]     run the tests that need only npm and Debian packages (npm test)
  test:ci [jest's …]  run the tests that need more: real clips, Go, time (pnpm test:ci)
  jest [jest's …]     run any test (pnpm jest)
  dance-pose …        run the command line (npm run dance-pose -- …)
  run <program> …     run any program with the toolchain on PATH, such as \`run pnpm check\`
`;

const fromSources = '--conditions=@dance-pose/source';

/** @param {string[]} args */
const start = (args) => [nodeToUse(), fromSources, join(repository, 'scripts/start.ts'), ...args];

/** @param {string[]} args */
const jest = (args) => [
  nodeToUse(),
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  fromSources,
  join(repository, 'node_modules/jest/bin/jest.js'),
  ...args,
];

// The names of projects come last, since jest takes every word after them for another one.
/** @param {string[]} args */
const test = (args) => jest([...args, '--ignoreProjects', 'outside']);
/** @param {string[]} args */
const testCi = (args) => jest([...args, '--selectProjects', 'outside']);

/** @param {string[]} args */
const dancePose = (args) => [
  nodeToUse(),
  fromSources,
  join(repository, 'services/cli/src/main.ts'),
  ...args,
];

/** @type {Map<string | undefined, (args: string[]) => string[]>} */
const commands = new Map([
  [undefined, () => []],
  ['start', start],
  ['test', test],
  ['test:ci', testCi],
  ['jest', jest],
  ['dance-pose', dancePose],
  ['run', (args) => args],
]);

/** Commands for users, which need only the packages of the service. */
const withoutDevelopment = new Set(['start', 'dance-pose']);

/** @param {string | undefined} name of the command */
async function ensureReady(name) {
  const all = name === undefined || !withoutDevelopment.has(name);
  const isReady = () =>
    isStamped(all) && isExecutable(nodeToUse()) && missingPrograms().length === 0;
  if (isReady()) return;
  mkdirSync(toolchain, { recursive: true });
  await withLock(join(toolchain, 'lock'), async () => {
    if (isReady()) return;
    say(`Preparing this machine (details in ${log})`);
    await prepareToolchain();
    await prepareDependencies(all);
    await preparePrograms();
    writeStamp(all);
    say('Ready');
  });
}

/** Commands that start the API, which serves the built dashboard. */
const withPages = new Set(['start', 'test', 'test:ci', 'jest']);

/** @param {string | undefined} name of the command */
async function ensurePages(name) {
  if (name === undefined || !withPages.has(name) || isDashboardBuilt()) return;
  await withLock(join(toolchain, 'lock'), async () => {
    if (!isDashboardBuilt()) await buildDashboard();
  });
}

/** npm runs scripts in the repository; paths on the command line are relative to the user's folder. */
function workingFolder() {
  const fromNpm = process.env.npm_lifecycle_event === 'dance-pose';
  return fromNpm ? (process.env.INIT_CWD ?? repository) : process.cwd();
}

/** @param {string[]} argv @returns {Promise<number>} the exit code */
async function main([name, ...args]) {
  const toCommandLine = commands.get(name);
  if (toCommandLine === undefined || (name === 'run' && args.length === 0)) {
    process.stderr.write(usage);
    return 2;
  }
  try {
    await ensureReady(name);
    await ensurePages(name);
    const [program, ...rest] = toCommandLine(args);
    if (program === undefined) return 0;
    const child = await runChild(program, rest, { cwd: workingFolder(), env: environment() });
    return child.exitCode;
  } catch (error) {
    reportFailure(error);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
