import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './report.mjs';

/**
 * Runs the work while no other process does. The lock is a file with the process id of its owner,
 * created atomically by `link`; the lock of a dead owner is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 */
export async function withLock(file, work) {
  let told = false;
  while (!acquire(file)) {
    if (!told) say(`Another bootstrap is at work (lock: ${file}); waiting for it`);
    told = true;
    await sleep(100);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} file */
function acquire(file) {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, `${process.pid}`);
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    if (!ownerLives(file)) removeStale(file, `${mine}.stale`);
    return false;
  } finally {
    rmSync(mine);
  }
}

/** @param {string} file */
function ownerLives(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    // ENOENT: released between two checks. EPERM: alive, and owned by another user.
    return isCode(error, 'ENOENT') || isCode(error, 'EPERM');
  }
}

/**
 * Two processes may find the same stale lock, and the slower one may then have removed a valid lock: it puts that
 * one back.
 * @param {string} file
 * @param {string} aside
 */
function removeStale(file, aside) {
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if (ownerLives(aside)) renameSync(aside, file);
  else rmSync(aside);
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return /** @type {NodeJS.ErrnoException} */ (error).code === code;
}
