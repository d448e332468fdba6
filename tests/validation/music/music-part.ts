import type { Music, MusicOptions } from '@dance-pose/contracts';
import { collectMusicFeatures, hearMusic } from '@dance-pose/movement';
import { mean } from '../agreement.ts';
import { atMost, type Figures, type Part, percent, round } from '../part.ts';
import { type KnownPiece, knownPieces, play } from './known-music.ts';
import { applause, noise, speech } from './sounds/no-beat.ts';

/** Seeds that no one tuned on. */
const seeds = [701, 702, 703];
const noBeatSeconds = 30;

const beatlessSounds = seeds.flatMap((seed) => [
  noise(noBeatSeconds, 'white', seed),
  noise(noBeatSeconds, 'pink', seed),
  applause(noBeatSeconds, 40, seed),
  speech(noBeatSeconds, seed),
]);

async function hear(samples: Float32Array, given: MusicOptions = {}): Promise<Music> {
  async function* chunks(): AsyncGenerator<Float32Array> {
    yield samples;
  }
  return hearMusic(await collectMusicFeatures(chunks()), given);
}

interface HeardPiece {
  readonly name: string;
  /** The right tempo in every section, or its octave with at most medium confidence. */
  readonly tempo: boolean;
  readonly meter: boolean;
  /** With the tempo given, within 70 ms; null for pieces with several tempos. */
  readonly fMeasure: number | null;
}

async function hearPiece(known: KnownPiece): Promise<HeardPiece> {
  const piece = play(known);
  const music = await hear(piece.samples);
  const { name } = known;
  if (music.heard !== 'beat') return { name, tempo: false, meter: false, fMeasure: 0 };
  const tempos = piece.sections.map(({ bpm }) => bpm);
  const isRight =
    music.sections.length === tempos.length &&
    music.sections.every(({ bpm }, i) => isNear(bpm, tempos[i] ?? 0));
  const [only = 0] = tempos;
  const isOffered =
    tempos.length === 1 &&
    music.confidence !== 'high' &&
    music.alternatives.some((bpm) => isNear(bpm, only));
  const given = tempos.length === 1 ? await hear(piece.samples, { bpm: only }) : undefined;
  return {
    name,
    tempo: isRight || isOffered,
    meter: music.meter === piece.meter,
    fMeasure: given === undefined ? null : fMeasureOf(given, piece.beats),
  };
}

/** Within 2 %. */
const isNear = (bpm: number, truth: number): boolean => Math.abs(bpm / truth - 1) < 0.02;

const toleranceMs = 70;

function fMeasureOf(music: Music, truth: readonly { readonly timeMs: number }[]): number {
  if (music.heard !== 'beat') return 0;
  const left = truth.map(({ timeMs }) => timeMs);
  let hits = 0;
  for (const { timeMs } of music.beats) {
    const hit = left.findIndex((time) => Math.abs(time - timeMs) <= toleranceMs);
    if (hit < 0) continue;
    left.splice(hit, 1);
    hits += 1;
  }
  return (2 * hits) / (music.beats.length + truth.length);
}

async function measure(): Promise<Figures> {
  const heard: HeardPiece[] = [];
  for (const seed of seeds)
    for (const known of knownPieces(seed)) heard.push(await hearPiece(known));
  let beats = 0;
  for (const samples of beatlessSounds) if ((await hear(samples)).heard === 'beat') beats += 1;
  const share = (some: readonly HeardPiece[], of: 'tempo' | 'meter'): number =>
    some.filter((one) => one[of]).length / some.length;
  const fMeasures = (some: readonly HeardPiece[]): number[] =>
    some.flatMap(({ fMeasure }) => (fMeasure === null ? [] : [fMeasure]));
  const missed = fMeasures(heard).filter((value) => value < 0.95).length;
  return {
    checks: [
      atMost('pieces with a wrong tempo', heard.length * (1 - share(heard, 'tempo')), 0),
      atMost('pieces with a wrong metre', heard.length * (1 - share(heard, 'meter')), 0),
      atMost('pieces with an F-measure below 0.95, tempo given', missed, 0),
      atMost('beats in noise, applause and speech', beats, 0),
    ],
    tables: [
      {
        heads: ['music', 'pieces', 'tempo right', 'metre right', 'mean F-measure'],
        rows: [...Map.groupBy(heard, ({ name }) => name)].map(([name, some]) => [
          ...[name, some.length, percent(share(some, 'tempo')), percent(share(some, 'meter'))],
          round(mean(fMeasures(some)), 3),
        ]),
      },
    ],
  };
}

export const musicPart: Part = {
  name: 'music',
  title: 'Tempo, metre and beats of known music',
  introduction: `Music whose beats are known, composed and played by the validation: drums, bass and chords of
several styles, sounds and habits, with seeds that nobody tuned on. F-measure with a tolerance of 70 ms.`,
  measure,
};
