import { mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createTempFolder, type WorkerSettings } from '@dance-pose/runtime';
import { size } from '../format.ts';
import { type Check, combine, type Finding, fail, ok, warn } from './check.ts';
import { diskSpace } from './disk-space.ts';

export const nodeCheck = (version: string): Check => ({
  name: 'node',
  limitMs: 1000,
  run() {
    const found = `Node ${version}`;
    return Number.parseInt(version, 10) >= 24
      ? ok(found)
      : fail(`${found} is too old`, 'Install Node 24.');
  },
});

/** The folder holds the input and the artifacts of a job at the same time. */
const clipsInFolder = 3;

export const tempFolderCheck = ({ tempDir, limits, consumer }: WorkerSettings): Check => ({
  name: 'temp-folder',
  limitMs: 10_000,
  async run() {
    try {
      await mkdir(tempDir, { recursive: true });
      await using folder = await createTempFolder('doctor', tempDir);
      const file = join(folder.path, 'probe');
      await writeFile(file, Buffer.alloc(1024 ** 2, 1));
      await rm(file);
    } catch (error) {
      return notWritable(tempDir, error);
    }
    return diskSpace(tempDir, limits.maxBytes * clipsInFolder * consumer.concurrency);
  },
});

function notWritable(tempDir: string, error: unknown): Finding {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC')
    return fail(
      `the disk of ${tempDir} is full`,
      'Free space, or set TEMP_DIR to a folder on a larger disk (compose: WORK_SIZE).',
    );
  return fail(
    `cannot write to ${tempDir}: ${code || message}`,
    'Set TEMP_DIR to a folder that the user of the worker can write to; in a container with a read-only file system, mount a tmpfs or a volume there.',
  );
}

/** Memory of a session of the heavy model (docs/performance.md). */
const engineBytes = 400 * 1024 ** 2;
/** Other memory of a job at 1080p (docs/operations.md). */
const usualChildBytes = 600 * 1024 ** 2;

export const memoryCheck = ({ limits, consumer, engineThreads }: WorkerSettings): Check => ({
  name: 'memory',
  limitMs: 1000,
  run() {
    // The limit of a container, if there is one; 0 if Node cannot read it.
    const limit = Math.min(process.constrainedMemory() || totalmem(), totalmem());
    const { concurrency } = consumer;
    const enginesBytes = engineBytes * engineThreads;
    const usual = concurrency * (enginesBytes + usualChildBytes);
    const most = concurrency * (enginesBytes + limits.maxMemoryBytes);
    const found = `${size(limit)} of memory and ${availableParallelism()} processors for ${concurrency} concurrent ${concurrency === 1 ? 'job' : 'jobs'}`;
    return combine([
      ok(found),
      ...(limit < usual
        ? [
            fail(
              `${found}: 1080p needs ${size(usual)}`,
              'Give the worker more memory, set ENGINE_THREADS to 1, or lower WORKER_CONCURRENCY.',
            ),
          ]
        : []),
      ...(limit >= usual && limit < most
        ? [
            warn(
              `with ${size(limit)} of memory, a clip at its memory limit may kill the worker instead of only its ffmpeg`,
              `Set MAX_CHILD_MEMORY_MB to ${Math.max(256, Math.floor((limit / concurrency - enginesBytes) / 1024 ** 2))}, or give the worker ${size(most)}.`,
            ),
          ]
        : []),
      ...(availableParallelism() < concurrency
        ? [
            warn(
              `${concurrency} concurrent jobs share ${availableParallelism()} processors`,
              'Lower WORKER_CONCURRENCY to the number of processors.',
            ),
          ]
        : []),
    ]);
  },
});
