import { spawn } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { BootstrapError, progress, tailOf } from './report.mjs';

/** npm and the terminal both deliver the same Ctrl-C; a second key press comes later than this. */
const sameKeyPressMs = 300;

const passedOn = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a program in its own process group and forwards our signals to the group, once each.
 * The program ends with this process: a shell guards it through a pipe, and stops the group when the pipe ends.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<{ exitCode: number, stoppedBy: NodeJS.Signals | undefined }>}
 *   the exit code as a shell counts it (128 + signal), and the signal that this process received, if any
 * @throws BootstrapError when the program cannot be started
 */
export async function runChild(
  command,
  args,
  { cwd = process.cwd(), env = process.env, stdio = 'inherit' } = {},
) {
  // The handlers come first, so that a signal during the start of the program is not lost.
  const signals = catchSignals();
  const guard = startGuard();
  try {
    const child = spawn(command, args, { cwd, env, stdio, detached: true });
    if (child.pid !== undefined) guard.watch(-child.pid);
    signals.passTo(child);
    return { exitCode: await exitCodeOf(child, command), stoppedBy: signals.caught() };
  } finally {
    signals.release();
    guard.release();
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} command
 * @returns {Promise<number>}
 */
function exitCodeOf(child, command) {
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(
        new BootstrapError(`${command} could not be started: ${error.message}`, {
          advice: `check that ${command} is on PATH and is executable.`,
        }),
      ),
    );
    child.once('close', (code, signal) =>
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']),
    );
  });
}

function catchSignals() {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let program;
  /** @type {NodeJS.Signals | undefined} */
  let caught;
  let lastMs = Number.NEGATIVE_INFINITY;
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    if (performance.now() - lastMs < sameKeyPressMs) return;
    lastMs = performance.now();
    caught = signal;
    if (program?.pid === undefined || hasEnded(program)) return;
    // A closed terminal requests an orderly stop, which SIGHUP would not be.
    process.kill(-program.pid, signal === 'SIGHUP' ? 'SIGTERM' : signal);
  };
  for (const signal of passedOn) process.on(signal, pass);
  return {
    caught: () => caught,
    passTo: (/** @type {import('node:child_process').ChildProcess} */ child) => {
      program = child;
    },
    release: () => {
      for (const signal of passedOn) process.off(signal, pass);
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child */
function hasEnded(child) {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Reads the process group to guard from a pipe; the end of the pipe means that this process has died. */
const guardScript = 'read -r group && read -r _ || kill -TERM "$group"';

function startGuard() {
  const shell = spawn('/bin/sh', ['-c', guardScript], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  return {
    watch: (/** @type {number} */ group) => shell.stdin?.write(`${group}\n`),
    release: () => shell.kill('SIGKILL'),
  };
}

/**
 * Runs one step of the preparation; its output goes to the log.
 * @param {string} label printed when the step starts
 * @param {readonly [string, ...string[]]} commandLine
 * @param {{ log: string, advice: string, cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @throws BootstrapError when the program cannot be started or fails
 */
export async function runStep(label, [command, ...args], options) {
  const { log, advice, cwd = process.cwd(), env = process.env } = options;
  const stop = progress(label);
  const output = openSync(log, 'a');
  try {
    writeSync(output, `\n$ ${[command, ...args].join(' ')}\n`);
    const { exitCode, stoppedBy } = await runChild(command, args, {
      cwd,
      env,
      stdio: ['ignore', output, output],
    });
    if (stoppedBy !== undefined) process.exit(128 + constants.signals[stoppedBy]);
    if (exitCode === 0) return;
    throw new BootstrapError(`${command} ended with exit code ${exitCode} (${log})`, {
      advice,
      tail: tailOf(log),
    });
  } finally {
    closeSync(output);
    stop();
  }
}
