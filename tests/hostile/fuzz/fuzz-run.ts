import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { defaultMediaLimits, type MediaLimits } from '@dance-pose/contracts';
import { createRandom } from '../../faults/random.ts';
import { type Attempt, attempt, wordFor } from '../analyse.ts';
import { watchChildren } from '../children.ts';
import { mutate } from './mutate.ts';
import { makeSeeds } from './seeds.ts';

export interface FuzzOptions {
  readonly seed: number;
  /** Numbers of the files; number and seed determine the content. */
  readonly numbers: readonly number[];
  /** Number of files that are processed at the same time. */
  readonly abreast: number;
  /** An existing folder; files that caused a problem stay in it. */
  readonly folder: string;
  readonly onFile?: (done: number) => void;
}

export interface FuzzResult {
  /** Number of files by outcome: `processed` or an error code. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly framesAnalysed: number;
  readonly slowest: { readonly number: number; readonly ms: number };
  /** Peak memory of one ffmpeg or ffprobe. */
  readonly peakBytes: number;
  /** Violations: an error that does not blame the file, a hang, or a leftover. */
  readonly problems: readonly string[];
}

/** Low limits, so that a file that claims to be large is refused instead of processed. */
export const fuzzLimits: MediaLimits = {
  ...defaultMediaLimits,
  maxDurationMs: 30_000,
  maxPixels: 640 * 480,
  maxFrames: 300,
  maxMemoryBytes: 512 * 1024 ** 2,
  maxCpuSeconds: 60,
};
/** Far more than any file needs on a busy machine. */
const deadlineMs = 300_000;

/** Runs damaged files through the whole pipeline. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { folder, seed, numbers, abreast } = options;
  const seedFolder = join(folder, 'seeds');
  await mkdir(seedFolder);
  const seeds = await makeSeeds(seedFolder);
  await rm(seedFolder, { recursive: true });
  await using children = watchChildren(100);
  const tally = new Tally(options);
  const waiting = numbers.values();
  const work = async (): Promise<void> => {
    for (const number of waiting) {
      // Far apart, so that neighbouring seeds share no file.
      const bytes = mutate(seeds, createRandom(seed * 1_000_003 + number));
      const path = join(folder, `${seed}-${number}.bin`);
      await writeFile(path, bytes);
      const made = await attempt(path, { limits: fuzzLimits, deadlineMs });
      if (tally.add(number, made)) await rm(path);
    }
  };
  await Promise.all(Array.from({ length: abreast }, work));
  const { outcomes, framesAnalysed, slowest, problems } = tally;
  const left = (await readdir(folder)).filter((name) => !name.endsWith('.bin'));
  problems.push(...left.map((name) => `${name} was left behind`));
  return { outcomes, framesAnalysed, slowest, problems, peakBytes: children.peakBytes };
}

class Tally {
  readonly outcomes: Record<string, number> = {};
  readonly problems: string[] = [];
  framesAnalysed = 0;
  slowest = { number: -1, ms: 0 };
  readonly #options: FuzzOptions;
  #done = 0;

  constructor(options: FuzzOptions) {
    this.#options = options;
  }

  /** Adds a result; returns true if there was no problem. */
  add(number: number, { outcome, tookMs, leftovers }: Attempt): boolean {
    const before = this.problems.length;
    const name = wordFor(outcome);
    this.outcomes[name] = (this.outcomes[name] ?? 0) + 1;
    if (outcome.kind === 'broken') this.problems.push(`${number}: ${inspect(outcome.error)}`);
    if (outcome.kind === 'processed') {
      const { framesAnalysed } = outcome.analysis.summary;
      this.framesAnalysed += framesAnalysed;
      if (framesAnalysed > fuzzLimits.maxFrames)
        this.problems.push(`${number}: ${framesAnalysed} frames exceed the limit`);
    }
    this.problems.push(...leftovers.map((path) => `${number}: left ${path} behind`));
    if (tookMs > this.slowest.ms) this.slowest = { number, ms: Math.round(tookMs) };
    this.#options.onFile?.(++this.#done);
    return this.problems.length === before;
  }
}
