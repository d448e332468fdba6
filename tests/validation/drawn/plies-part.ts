import { findMetric } from '@dance-pose/contracts';
import { hasTestdata } from '@dance-pose/local-stack';
import { type DanceOptions, type FootPosition, type Key, plie } from '@dance-pose/synthetic-dancer';
import { createRandom } from '../../faults/random.ts';
import { agreement } from '../agreement.ts';
import { collect, inOrder } from '../in-order.ts';
import { intervalHeads, intervalRow, type Judged, judgeOne } from '../intervals.ts';
import { atMost, type Check, type Part, round, usualModel, within } from '../part.ts';
import { dancerPath } from '../real/glove-part.ts';
import { cachedClip, reportOf } from '../track-clip.ts';
import { trackDance } from './draw-clip.ts';
import { anyBody } from './plan.ts';

export interface DrawnPlie {
  /** Degrees from the front. */
  readonly azimuth: number;
  readonly bend: number;
  readonly position: FootPosition;
  /** Seed of body and camera. */
  readonly seed: number;
}

export const drawnPlies: readonly DrawnPlie[] = [0, 30, 60]
  .flatMap((azimuth) => [30, 60, 90].map((bend) => ({ azimuth, bend })))
  .flatMap((some) =>
    (['parallel', 'first', 'second'] as const).map((position) => ({ ...some, position })),
  )
  .map((plie, i) => ({ ...plie, seed: 70_000 + i }));

/** Two pliés of the same depth, with a body and a camera of their own; about as large as the real dancer. */
export function plieDance({ azimuth, bend, position, seed }: DrawnPlie): DanceOptions {
  const random = createRandom(seed);
  const body = anyBody(random);
  const move = plie({ bend, position, body, takes: 2 });
  const [first, ...others] = move.keys as [Key, ...Key[]];
  const arm = { raise: random.between(20, 80), front: 30, elbow: 40, twist: 60 };
  const opening = { ...first, change: { ...first.change, leftArm: arm, rightArm: arm } };
  return {
    ...{ width: 480, height: 480, fps: 25, bpm: 90, counts: 8, body },
    choreography: [{ ...move, keys: [opening, ...others] }],
    camera: {
      ...{ azimuth, distance: random.between(3, 5.5), size: random.between(0.85, 1) },
      ...{ eyeHeight: random.between(0.9, 1.6), pitch: random.between(-2, 4) },
    },
  };
}

interface JudgedPlie extends DrawnPlie {
  readonly judged: Judged;
}

export async function judgePlie(plie: DrawnPlie): Promise<JudgedPlie> {
  const dance = plieDance(plie);
  const { report } = await reportOf(await trackDance(dance, { model: usualModel }));
  return { ...plie, judged: judgeOne(report.metrics, 'plie-depth', plie.bend) };
}

export function plieChecks(plies: readonly JudgedPlie[]): Check[] {
  const judged = plies.map((plie) => plie.judged);
  const refused = judged.filter(({ value }) => value === null).length / judged.length;
  const { meanError } = agreement(
    judged.map(({ value }) => value),
    judged.map(({ truth }) => truth),
  );
  return [
    atMost('drawn pliés, mean error (°)', meanError, 10),
    atMost('drawn pliés, refused (%)', 100 * refused, 20),
  ];
}

/** The plié of the real dancer, at about 37.7 s: her hips drop to 85–88 %, for which legs of two equal bones bend 55–60°. */
async function realChecks(): Promise<Check[]> {
  const trim = { startMs: 33_000, endMs: 43_000 };
  const { report } = await reportOf(await cachedClip(dancerPath, { model: usualModel, trim }));
  const found = findMetric(report.metrics, 'plie-depth');
  return [
    within('real dancer, plié at 37.7 s (°)', found?.value ?? Number.NaN, [45, 75]),
    atMost('real dancer, its error (°)', found?.error ?? Number.NaN, 15),
  ];
}

export const pliesPart: Part = {
  name: 'plies',
  title: 'Pliés',
  introduction: `The drawn dancer bends both knees by 30, 60 and 90° in parallel, first and second position, seen from the front, 30° and
60°, with a body and a camera of its own in each of 27 clips. The truth is the bend of the drawn knees.`,
  measure: async () => {
    const tasks = drawnPlies.map((plie) => () => judgePlie(plie));
    const plies = await collect(inOrder(tasks));
    const rows = (by: (plie: JudgedPlie) => string) =>
      [...Map.groupBy(plies, by)].map(([name, some]) =>
        intervalRow(
          name,
          some.map(({ judged }) => judged),
        ),
      );
    const heads = ['plié', ...intervalHeads];
    const all = {
      heads: ['from', 'position', 'true', 'measured', '± error'],
      rows: plies.map(({ azimuth, bend, position, judged }) => [
        ...[`${azimuth}°`, position, `${bend}°`],
        ...[round(judged.value, 0), round(judged.error, 0)],
      ]),
    };
    return {
      checks: [...plieChecks(plies), ...(hasTestdata ? await realChecks() : [])],
      tables: [
        {
          heads,
          rows: [
            ...rows(({ azimuth }) => `from ${azimuth}°`),
            ...rows(({ bend }) => `bend of ${bend}°`),
          ],
        },
        all,
      ],
    };
  },
};
