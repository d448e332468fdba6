import { findMetric, type Metric, type MusicWithBeat } from '@dance-pose/contracts';
import { beatMetricsOf, commonDeviationMs } from '@dance-pose/movement';
import type { Random } from '../../faults/random.ts';

/** A normally distributed number. */
const normal = (random: Random, deviation: number): number =>
  deviation *
  Math.sqrt(-2 * Math.log(1 - random.between(0, 1))) *
  Math.cos(2 * Math.PI * random.between(0, 1));

export interface Dancer {
  readonly bpm: number;
  readonly movements: number;
  readonly biasMs: number;
  /** Standard deviation of the time of a movement. */
  readonly jitterMs: number;
  /** Share of the movements between the beats. */
  readonly offBeat: number;
  /** Share of the beats with a movement. */
  readonly yield: number;
}

const fps = 30;

/** A metronome as music. */
export function metronome(
  bpm: number,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): MusicWithBeat {
  const period = 60_000 / bpm;
  const beats = Array.from({ length: Math.floor((toMs - fromMs) / period) + 1 }, (_, i) => ({
    timeMs: fromMs + i * period,
    count: (i % 8) + 1,
    confidence: 1,
  }));
  const counted = {
    meter: 4,
    counts: 8,
    countConfidence: 'high',
    alternatives: [],
    given: {},
  } as const;
  const heard = { heard: 'beat', bpm, beats, confidence: 'high', clarity: 1 } as const;
  return { ...heard, ...counted, sections: [{ startMs: fromMs, endMs: toMs, bpm }] };
}

/** Times in ms at which a dancer comes to rest, to a metronome whose first beat is at 0. */
function movementsOf(dancer: Dancer, random: Random): number[] {
  const { bpm, movements, biasMs, jitterMs, offBeat, yield: share } = dancer;
  const period = 60_000 / bpm;
  const times: number[] = [];
  for (let half = 2; times.length < movements; half += 1) {
    const chance = half % 2 === 0 ? share : (share * offBeat) / (1 - offBeat);
    if (!random.chance(chance)) continue;
    times.push((half / 2) * period + biasMs + normal(random, jitterMs));
  }
  return times.sort((a, b) => a - b);
}

/** Metrics of movements to music, of a dancer who is always in sight. */
export function timingOf(timesMs: readonly number[], music: MusicWithBeat): readonly Metric[] {
  const lastMs = timesMs.at(-1) ?? 0;
  return beatMetricsOf({
    music,
    motionBeats: timesMs.map((timeMs) => ({ timeMs, depth: 1 })),
    speed: new Float64Array(Math.ceil((lastMs * fps) / 1000) + fps).fill(1),
    fps,
    deviationMs: commonDeviationMs(fps),
  })();
}

/** The timing of a metric list. */
export function biasIn(metrics: readonly Metric[]): Metric {
  const bias = findMetric(metrics, 'timing-bias');
  if (bias === undefined) throw new RangeError('There is no timing-bias.');
  return bias;
}

/** The timing that a report gives of a dancer, with the errors that camera and tracking make for all movements alike. */
export function measure(dancer: Dancer, random: Random): Metric {
  const common = normal(random, commonDeviationMs(fps));
  const times = movementsOf(dancer, random).map((time) => time + common);
  const toMs = (times.at(-1) ?? 0) + 1000;
  return biasIn(timingOf(times, metronome(dancer.bpm, { fromMs: 0, toMs })));
}
