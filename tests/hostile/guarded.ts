import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { defaultMediaLimits, type MediaLimits } from '@dance-pose/contracts';
import { expect } from '@jest/globals';
import { descendantPidsOf } from '../end-to-end/leftovers.ts';
import { attempt, type Outcome, wordFor } from './analyse.ts';
import type { Canary } from './canary.ts';
import { watchChildren } from './children.ts';

/** Far below the default, and enforced by the kernel: no file here needs more. */
const hostileLimits: MediaLimits = { ...defaultMediaLimits, maxMemoryBytes: 1024 ** 3 };

/** Far more than any file needs on a busy machine. */
const deadlineMs = 90_000;

export interface Watched {
  readonly canary: Canary;
  readonly limits?: Partial<MediaLimits> | undefined;
}

/** Runs one file through the pipeline and checks that it reaches none of its targets. Returns the outcome as a word. */
export async function survive(path: string, { canary, limits }: Watched): Promise<string> {
  const outputs: string[] = [];
  await using children = watchChildren(10);
  const { outcome, leftovers } = await attempt(path, {
    limits: { ...hostileLimits, ...limits },
    deadlineMs,
    inspect: async (folder) => {
      for (const name of await readdir(folder)) {
        outputs.push(await readFile(join(folder, name), 'latin1'));
      }
    },
  });
  // Including causes: they contain FFmpeg's messages, which are logged.
  outputs.push(inspect(outcome, { depth: 20 }));
  expect(outputs.filter((text) => text.includes(canary.secret))).toEqual([]);
  expect(sizeOf(outcome)).not.toEqual(canary.videoSize);
  expect(await canary.wasRead()).toBe(false);
  expect(canary.visits).toEqual([]);
  expect(children.sockets).toEqual([]);
  expect(children.peakBytes).toBeLessThan(hostileLimits.maxMemoryBytes);
  expect(leftovers).toEqual([]);
  expect(await descendantPidsOf(process.pid)).toEqual([]);
  // Shows an unexpected error in full.
  expect(outcome).not.toHaveProperty('kind', 'broken');
  return wordFor(outcome);
}

function sizeOf(outcome: Outcome): object | null {
  if (outcome.kind !== 'processed') return null;
  const { width, height } = outcome.analysis.input;
  return { width, height };
}
