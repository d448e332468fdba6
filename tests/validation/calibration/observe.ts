import { analysisOptionsSchema } from '@dance-pose/contracts';
import { measureDance, type Uncertain, uncertainMetricsOf } from '@dance-pose/movement';
import type { CorpusClip } from '../corpus.ts';
import { trueValues } from '../true-values.ts';
import { type AngleScores, angleScores } from './angle-errors.ts';
import type { Observation } from './fit.ts';

const noPause = async (): Promise<void> => {};
const options = analysisOptionsSchema.parse({});

/** Real recordings are rare: each counts for this many drawn ones. */
const realWeight = 3;

/** A clip of the calibration, compared with the truth. */
export interface Observed {
  /** Every metric of the clip and of its phrases. */
  readonly metrics: readonly Observation[];
  readonly angles: AngleScores;
}

export async function observe(clip: CorpusClip): Promise<Observed> {
  const dance = await measureDance({ clip: clip.measured, options, music: clip.music }, noPause);
  const uncertain = await uncertainMetricsOf(dance, noPause);
  const truth = await trueValues(clip);
  const weight = clip.isReal ? realWeight : 1;
  const compared = (
    some: readonly Uncertain[],
    values: ReadonlyMap<string, number>,
  ): Observation[] =>
    some.flatMap((one) => {
      const value = values.get(one.id);
      return value === undefined ? [] : [{ uncertain: one, truth: value, clip: clip.name, weight }];
    });
  return {
    metrics: [
      ...compared(uncertain.clip, truth.ofClip),
      ...dance.phrases.flatMap(({ span }, i) =>
        compared(uncertain.phrases[i] ?? [], truth.inPhrase(span)),
      ),
    ],
    angles: angleScores(dance, clip),
  };
}
