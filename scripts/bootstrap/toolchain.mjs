import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runStep } from './child.mjs';
import { findProgram, log, toolchain, toolchainBin } from './paths.mjs';
import { BootstrapError } from './report.mjs';
import { isAtLeast, nodePackage, pnpmPackage, wanted } from './versions.mjs';

const npmFolder = join(toolchain, 'npm');

/** @typedef {{ program: 'node' | 'pnpm', package: string, version: string, file: string }} Tool */

/** @returns {Tool} */
function nodeTool() {
  const name = nodePackage(process.platform, process.arch, isMusl());
  if (name === undefined) {
    throw new BootstrapError(`Node ${process.versions.node} is older than ${wanted.node}`, {
      advice: `install Node ${wanted.node} or later (https://nodejs.org); npm has no build for this machine.`,
    });
  }
  return { program: 'node', package: name, version: wanted.node, file: 'bin/node' };
}

/** @returns {Tool} */
function pnpmTool() {
  const name = pnpmPackage(process.platform, process.arch, isMusl());
  return { program: 'pnpm', package: name, version: wanted.pnpm, file: 'pnpm' };
}

function isMusl() {
  if (process.platform !== 'linux') return false;
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (
    process.report.getReport()
  );
  return header.glibcVersionRuntime === undefined;
}

/** The Node that runs the project: the downloaded one if the machine's is too old. */
export function nodeToUse() {
  if (isAtLeast(process.versions.node, wanted.node)) return process.execPath;
  return join(toolchainBin, 'node');
}

/** Downloads Node and pnpm from the npm registry if the machine has none or an older one. */
export async function prepareToolchain() {
  const tools = [];
  if (nodeToUse() !== process.execPath) tools.push(nodeTool());
  if (!isMachinesPnpmFit()) tools.push(pnpmTool());
  if (tools.every(isInstalled)) return;
  const names = tools.map(({ program, version }) => `${program} ${version}`).join(' and ');
  const dependencies = Object.fromEntries(tools.map((tool) => [tool.package, tool.version]));
  mkdirSync(npmFolder, { recursive: true });
  writeFileSync(join(npmFolder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await runStep(
    `Fetching ${names} from the npm registry into .toolchain/`,
    ['npm', 'install', '--prefix', npmFolder, ...quietly],
    {
      log,
      cwd: npmFolder,
      advice: 'check that npm can reach its registry (`npm ping`) and start again.',
    },
  );
  for (const tool of tools) link(tool);
}

/** Install scripts are not needed: the packages contain the binaries. */
const quietly = ['--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund'];

/** @param {Tool} tool */
function isInstalled(tool) {
  const manifest = join(npmFolder, 'node_modules', tool.package, 'package.json');
  if (!existsSync(manifest) || !existsSync(join(toolchainBin, tool.program))) return false;
  // The manifests of Node's packages have versions such as v24.9.0.
  return JSON.parse(readFileSync(manifest, 'utf8')).version.replace(/^v/, '') === tool.version;
}

/** @param {Tool} tool */
function link(tool) {
  mkdirSync(toolchainBin, { recursive: true });
  const path = join(toolchainBin, tool.program);
  rmSync(path, { force: true });
  symlinkSync(
    relative(toolchainBin, join(npmFolder, 'node_modules', tool.package, tool.file)),
    path,
  );
}

/** Another major version may write another format of the lock file. */
function isMachinesPnpmFit() {
  if (findProgram('pnpm', process.env.PATH) === undefined) return false;
  try {
    const version = execFileSync('pnpm', ['--version'], { encoding: 'utf8', stdio: 'pipe' }).trim();
    return isAtLeast(version, wanted.pnpm) && version.split('.')[0] === wanted.pnpm.split('.')[0];
  } catch {
    return false; // A shim that cannot even print its version, such as corepack without a network, does not count.
  }
}
