import { existsSync } from 'node:fs';
import type { Music, TrackedClip } from '@dance-pose/contracts';
import { testdata } from '@dance-pose/local-stack';
import type { Dance } from '@dance-pose/synthetic-dancer';
import { trackDance } from './drawn/draw-clip.ts';
import { drawnClips, type SetName } from './drawn/plan.ts';
import { inOrder } from './in-order.ts';
import { trackDemo } from './pose2sim/demo-clips.ts';
import type { DemoName } from './pose2sim/wheel.ts';

/** A clip as the engine tracked it, and as it was. */
export interface CorpusClip {
  readonly name: string;
  /** The error model is fitted on one set and tested on the other; they share no choreography, body or camera. */
  readonly set: SetName;
  readonly measured: TrackedClip;
  /** Exact landmarks; what is unknown has a visibility of 0. Only the model and engine differ in its format. */
  readonly truth: TrackedClip;
  readonly music: Music;
  /** True for a recording of a real person. */
  readonly isReal: boolean;
  /** The drawn dance, with everything that is known about it; missing for real clips. */
  readonly dance?: Dance;
}

interface PlannedClip {
  readonly name: string;
  readonly set: SetName;
  load(): Promise<CorpusClip>;
}

/** Cameras of the real scene by set. */
const demos: Record<SetName, readonly DemoName[]> = {
  fit: ['single, camera 1', 'single, camera 2'],
  test: [
    ...(['single, camera 4', 'two people, camera 1'] as const),
    ...(['two people, camera 2', 'two people, camera 3'] as const),
  ],
};

const drawn = (set: SetName): PlannedClip[] =>
  drawnClips(set).map(({ name, dance: options, model }) => ({
    ...{ name, set },
    load: async () => {
      const { clip, music, truth, dance } = await trackDance(options, { model });
      return { name, set, measured: clip, truth, music, isReal: false, dance };
    },
  }));

const real = (set: SetName): PlannedClip[] =>
  demos[set].map((name) => ({
    ...{ name, set },
    load: async () => {
      const { clip, music, truth } = await trackDemo(name, 'full');
      return { name, set, measured: clip, truth, music, isReal: true };
    },
  }));

/**
 * Clips with known truth: drawn dances of random choreographies, bodies and cameras, and, where the real clips exist,
 * a man on a beam seen by several cameras. The first run tracks them, which takes some minutes; later ones read the
 * cache.
 */
export async function* corpus(
  sets: readonly SetName[] = ['fit', 'test'],
): AsyncGenerator<CorpusClip> {
  const planned = sets.flatMap((set) => [
    ...drawn(set),
    ...(existsSync(testdata) ? real(set) : []),
  ]);
  yield* inOrder(
    planned.map(
      ({ name, load }) =>
        () =>
          announced(name, load),
    ),
  );
}

async function announced<Value>(name: string, load: () => Promise<Value>): Promise<Value> {
  const start = performance.now();
  const value = await load();
  const seconds = (performance.now() - start) / 1000;
  if (seconds > 8) process.stderr.write(`${name}: tracked in ${seconds.toFixed(0)} s\n`);
  return value;
}
