import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MotionBeat } from '@dance-pose/contracts';
import { testdata } from '@dance-pose/local-stack';
import { createDance } from '@dance-pose/synthetic-dancer';
import { createRandom } from '../../faults/random.ts';
import { truthOf } from '../drawn/draw-clip.ts';
import { evenDance, knownDance } from '../known-dance/known-dance.ts';
import { atMost, type Figures, percent, usualModel } from '../part.ts';
import { cachedClip, reportOf } from '../track-clip.ts';
import { biasIn, metronome, timingOf } from './simulated-dancers.ts';

/** Range of the tempos of the metronomes. */
const slowest = 60;
const fastest = 200;

/**
 * Share of metronomes that have nothing to do with a dance and yet get a timing: tempos over the whole range, each with a
 * random first beat.
 * @param ownBpm tempo of a dance that has one: metronomes within 0.5 % of it, its half and its double are left out.
 */
export function phantomShare(
  motionBeats: readonly MotionBeat[],
  metronomes: number,
  ownBpm = Number.NaN,
): number {
  const random = createRandom(444);
  const times = motionBeats.map(({ timeMs }) => timeMs);
  const toMs = (times.at(-1) ?? 0) + 1000;
  const own = [ownBpm / 2, ownBpm, 2 * ownBpm];
  const tempos = Array.from(
    { length: metronomes },
    (_, i) => slowest + ((fastest - slowest) * (i + random.between(0, 1))) / metronomes,
  ).filter((bpm) => !own.some((other) => Math.abs(bpm / other - 1) < 0.005));
  const told = tempos.filter((bpm) => {
    const music = metronome(bpm, { fromMs: random.between(0, 60_000 / bpm), toMs });
    return biasIn(timingOf(times, music)).value !== null;
  });
  return told.length / tempos.length;
}

interface UnrelatedDance {
  readonly name: string;
  readonly motionBeats: readonly MotionBeat[];
  readonly ownBpm?: number;
}

const drawn = { 'drawn, even': evenDance, 'drawn, with turns and jumps': knownDance } as const;

async function dances(): Promise<UnrelatedDance[]> {
  const found: UnrelatedDance[] = [];
  for (const [name, choreography] of Object.entries(drawn)) {
    const dance = createDance({
      choreography,
      bpm: 107,
      counts: 107,
      fps: 25,
      width: 360,
      height: 480,
    });
    const { report } = await reportOf({
      clip: truthOf(dance),
      music: metronome(107, { fromMs: 0, toMs: 60_000 }),
    });
    found.push({ name, motionBeats: report.motionBeats, ownBpm: 107 });
  }
  const path = join(testdata, 'videos/mgt_dancer.avi');
  if (!existsSync(path)) return found;
  const { report } = await reportOf(await cachedClip(path, { model: usualModel }));
  return [{ name: 'real dancer, 63 s', motionBeats: report.motionBeats }, ...found];
}

/** Dances against metronomes that have nothing to do with them. */
export async function phantomFigures(metronomes: number): Promise<Figures> {
  const shares = (await dances()).map(({ name, motionBeats, ownBpm }) => ({
    ...{ name, movements: motionBeats.length },
    told: phantomShare(motionBeats, metronomes, ownBpm),
  }));
  return {
    checks: shares.map(({ name, told }) =>
      atMost(`unrelated metronomes with a timing: ${name}`, 100 * told, 1, ' %'),
    ),
    tables: [
      {
        caption: `Dances against ${metronomes} metronomes of ${slowest} to ${fastest} BPM that have nothing to do with them`,
        heads: ['dance', 'movements', 'metronomes with a timing'],
        rows: shares.map(({ name, movements, told }) => [name, movements, percent(told)]),
      },
    ],
  };
}
