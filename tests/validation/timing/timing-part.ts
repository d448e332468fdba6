import { type Metric, timingVerdict } from '@dance-pose/contracts';
import { createRandom, type Random } from '../../faults/random.ts';
import { mean, median } from '../agreement.ts';
import {
  atMost,
  type Check,
  type Figures,
  type Part,
  percent,
  round,
  type Table,
  within,
} from '../part.ts';
import { phantomFigures } from './phantom-timing.ts';
import { type Dancer, measure } from './simulated-dancers.ts';

/** A timing that was measured, and the true one. */
interface Timed {
  readonly dancer: Dancer;
  readonly bias: Metric;
  /** Distance from the true bias, the shorter way round the beat; NaN without a value. */
  readonly awayMs: number;
}

const simulate = (count: number, seed: number, dancerOf: (random: Random) => Dancer): Timed[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const dancer = dancerOf(random);
    const bias = measure(dancer, random);
    const period = 60_000 / dancer.bpm;
    const away = (bias.value ?? Number.NaN) - dancer.biasMs;
    return { dancer, bias, awayMs: Math.abs(away - period * Math.round(away / period)) };
  });
};

const given = (all: readonly Timed[]): Timed[] => all.filter(({ bias }) => bias.value !== null);
const meanError = (all: readonly Timed[]): number => mean(given(all).map(({ awayMs }) => awayMs));
const share = (all: readonly Timed[], holds: (one: Timed) => boolean): number =>
  all.filter(holds).length / all.length;
const covered = ({ awayMs, bias }: Timed): boolean => awayMs <= (bias.error ?? 0);
const medianError = (all: readonly Timed[]): number =>
  median(given(all).map(({ bias }) => bias.error ?? Number.NaN));

/** Dancers who move on 70 % of the beats and, for three in ten movements, between them. */
function offBeatFigures(runs: number): Figures {
  const jitters = [30, 45, 60];
  const all = jitters.map((jitterMs, i) =>
    simulate(runs, 10 + i, (random) => ({
      ...{ jitterMs, bpm: random.between(80, 160), biasMs: random.between(-120, 120) },
      ...{ movements: 40, offBeat: 0.3, yield: 0.7 },
    })),
  );
  return {
    checks: [
      atMost(
        'mean error, movements on 70 % of the beats, 30 % off the beat (ms)',
        meanError(all.flat()),
        20,
      ),
    ],
    tables: [
      {
        caption:
          'Dancers who move on 70 % of the beats, and three in ten movements between them (40 movements)',
        heads: ['jitter (ms)', 'refused', 'mean error (ms)', 'covered', 'median ± error (ms)'],
        rows: all.map((some, i) => [
          ...[jitters[i] ?? 0, percent(share(some, ({ bias }) => bias.value === null))],
          ...[
            round(meanError(some)),
            percent(share(given(some), covered)),
            round(medianError(some)),
          ],
        ]),
      },
    ],
  };
}

/** Dancers of all kinds, by the number of their movements. */
function intervalFigures(runs: number): Figures {
  const counts = [8, 16, 30, 60, 120];
  const all = counts.map((movements, i) =>
    simulate(runs, 20 + i, (random) => {
      const bpm = random.between(60, 180);
      const most = Math.min(150, 15_000 / bpm);
      return {
        ...{ bpm, movements, biasMs: random.between(-most, most) },
        ...{ jitterMs: random.between(20, 60), offBeat: random.between(0, 0.4) },
        yield: random.between(0.4, 0.9),
      };
    }),
  );
  const thirty = all[counts.indexOf(30)] ?? [];
  const covers = 100 * share(given(all.flat()), covered);
  return {
    checks: [
      within('timing: 95 % intervals with the truth in them', covers, [90, 99], ' %'),
      atMost('median ± error of timing with 30 movements (ms)', medianError(thirty), 25),
    ],
    tables: [
      {
        caption: 'Dancers of 60 to 180 BPM, jitter 20 to 60 ms, up to 40 % off the beat',
        heads: ['movements', 'refused', 'mean error (ms)', 'covered', 'median ± error (ms)'],
        rows: all.map((some, i) => [
          ...[counts[i] ?? 0, percent(share(some, ({ bias }) => bias.value === null))],
          ...[
            round(meanError(some)),
            percent(share(given(some), covered)),
            round(medianError(some)),
          ],
        ]),
      },
    ],
  };
}

/** Steady dancers who are late or early. */
function sideFigures(runs: number): Figures {
  const biases = [-120, -60, 60, 120];
  const told = biases.map((biasMs, i) => {
    const all = simulate(runs, 30 + i, (random) => ({
      ...{ biasMs, bpm: random.between(80, 150), movements: 30, yield: 0.7 },
      ...{ jitterMs: random.between(20, 40), offBeat: random.between(0, 0.2) },
    }));
    const side = biasMs > 0 ? 'behind' : 'ahead';
    return share(all, ({ dancer: { bpm }, bias: { value, error, confidence } }) => {
      if (value === null || confidence === 'low') return false;
      return timingVerdict(value, { error, periodMs: 60_000 / bpm }) === side;
    });
  });
  const least = 100 * Math.min(...told);
  return {
    checks: [
      within('steady dancers 60 or 120 ms late or early who read it', least, [90, 100], ' %'),
    ],
    tables: [
      {
        caption:
          'Steady dancers (jitter 20 to 40 ms, 30 movements) who read that they are late or early',
        heads: ['true (ms)', 'read it'],
        rows: biases.map((biasMs, i) => [biasMs, percent(told[i] ?? Number.NaN)]),
      },
    ],
  };
}

const together = (figures: readonly Figures[]): Figures => ({
  checks: figures.flatMap(({ checks }): readonly Check[] => checks),
  tables: figures.flatMap(({ tables }): readonly Table[] => tables),
});

/** Simulated dancers. @param runs number of each kind. */
export const simulatedFigures = (runs: number): Figures =>
  together([offBeatFigures(runs), intervalFigures(runs), sideFigures(runs)]);

export const timingPart: Part = {
  name: 'timing',
  title: 'Timing',
  introduction: `Simulated dancers come to rest on and between the beats of a metronome, with a random error that all movements of
a clip share, as camera and tracking make it. Then one dance is compared with metronomes that have nothing to do with it: any timing
is a coincidence, except at the own tempo of a dance that has one, its half and its double, which are left out within 0.5 %.

The delay of the tracking is taken out of the timing: MediaPipe smooths the landmarks of a video, which makes movements 10 to 50 ms
late, slow ones more than fast ones. All other metrics and series keep this delay. A delay between sound and picture of the recording
itself is part of the timing: nothing in a clip shows it ([031](decisions/031-timing-is-a-mixture.md)).`,
  measure: async () => together([simulatedFigures(150), await phantomFigures(444)]),
};
