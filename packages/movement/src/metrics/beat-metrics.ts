import type { Confidence, Metric, MotionBeat, Music, MusicWithBeat } from '@dance-pose/contracts';
import { beatAlignment, chanceLevel, onBeatMs, timingAgainst } from '../music/beat-alignment.ts';
import { type Span, valueAt, wholeOf } from '../series/signal.ts';
import { type MetricKind, metric } from './metric.ts';

export interface DancedMusic {
  readonly music: Music;
  readonly motionBeats: readonly MotionBeat[];
  /** What the motion beats were found in: one value a frame, NaN where the body was not in sight. */
  readonly speed: Float64Array;
  readonly fps: number;
}

/** How the dance sits on the music, in the frames of `span` (all unless said): a phrase, or the clip. */
export function beatMetrics(danced: DancedMusic, span: Span = wholeOf(danced.speed)): Metric[] {
  const { music } = danced;
  if (music.heard !== 'beat') {
    const nothing = { value: Number.NaN, coverage: 0, otherwise: music.reason };
    return Object.values(kinds).map((kind) => metric({ ...kind, atBest: 'low' }, nothing));
  }
  const meeting = meet(danced, music, span);
  const found = (kind: Kind, finding: { value: number; otherwise?: string }): Metric =>
    metric(
      { ...kind, atBest: weakest(music.confidence, trustInNumber(meeting.motion.length)) },
      { otherwise: tooFew, ...finding, coverage: meeting.coverage },
    );
  return [
    metric(
      { ...kinds.tempo, atBest: music.confidence },
      { value: music.bpm, coverage: 1, otherwise: '' },
    ),
    found(kinds.motionBeats, { value: meeting.coverage > 0 ? meeting.motion.length : Number.NaN }),
    ...alignmentMetrics(meeting, found),
    ...timingMetrics(meeting, found),
  ];
}

type Kind = Omit<MetricKind, 'atBest'>;

const kinds = {
  tempo: { id: 'music-tempo', label: 'Tempo of the music', unit: 'BPM' },
  motionBeats: {
    id: 'motion-beats',
    label: 'Movements that come to rest, with music',
    unit: 'count',
  },
  precision: {
    id: 'on-beat-precision',
    label: 'On-beat precision: how near the movements are to a beat, 1 is on it',
    unit: '1',
  },
  precisionGain: {
    id: 'on-beat-precision-above-chance',
    label: 'On-beat precision above what chance gives',
    unit: '1',
  },
  coverage: {
    id: 'beat-coverage',
    label: 'Beat coverage: how near each beat has a movement, 1 is on it',
    unit: '1',
  },
  coverageGain: {
    id: 'beat-coverage-above-chance',
    label: 'Beat coverage above what chance gives',
    unit: '1',
  },
  bias: { id: 'timing-bias', label: 'Behind the beat (+) or ahead of it (−), median', unit: 'ms' },
  spread: { id: 'timing-spread', label: 'Scatter of the timing, middle half', unit: 'ms' },
} as const satisfies Record<string, Kind>;

/** Where the dancer is in sight and the music has a beat. Times in milliseconds. */
interface Meeting {
  readonly motion: readonly number[];
  /** Beats of the music, also those at which the dancer is hidden. */
  readonly music: readonly number[];
  readonly danced: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly period: number;
  /** Share of the frames with music in which the dancer is in sight. */
  readonly coverage: number;
}

function meet({ motionBeats, speed, fps }: DancedMusic, music: MusicWithBeat, span: Span): Meeting {
  const period = 60_000 / music.bpm;
  const times = music.beats.map(({ timeMs }) => timeMs);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const from = Math.max((1000 * span.from) / fps, first - period / 2);
  const to = Math.min((1000 * span.to) / fps, last + period / 2);
  const isWithin = (time: number): boolean => time >= from && time < to;
  const isSeen = (time: number): boolean =>
    !Number.isNaN(valueAt(speed, Math.round((time * fps) / 1000)));
  let [frames, framesSeen] = [0, 0];
  for (let frame = span.from; frame < span.to; frame += 1) {
    if (!isWithin((1000 * frame) / fps)) continue;
    frames += 1;
    if (!Number.isNaN(valueAt(speed, frame))) framesSeen += 1;
  }
  return {
    motion: motionBeats.map(({ timeMs }) => timeMs).filter(isWithin),
    music: times,
    danced: times.filter((time) => isWithin(time) && isSeen(time)),
    from,
    to,
    period,
    coverage: framesSeen / Math.max(1, frames),
  };
}

type Find = (kind: Kind, finding: { value: number; otherwise?: string }) => Metric;

/** Of movements: with fewer a mean tells about them and not about the dancer. */
const leastMovements = 4;

function alignmentMetrics({ motion, music, danced, from, to }: Meeting, found: Find): Metric[] {
  const enough = motion.length >= leastMovements && danced.length > 0;
  const measure = (of: (beats: readonly number[]) => number): { here: number; gain: number } => {
    if (!enough) return { here: Number.NaN, gain: Number.NaN };
    const here = of(motion);
    return { here, gain: here - chanceLevel(motion, { from, to }, of) };
  };
  const precision = measure((beats) => beatAlignment(beats, music, onBeatMs));
  const coverage = measure((beats) => beatAlignment(danced, beats, onBeatMs));
  return [
    found(kinds.precision, { value: precision.here }),
    found(kinds.precisionGain, { value: precision.gain }),
    found(kinds.coverage, { value: coverage.here }),
    found(kinds.coverageGain, { value: coverage.gain }),
  ];
}

/** Rayleigh's test at one in twenty. */
const leastEvidence = 3;

function timingMetrics({ motion, music, period }: Meeting, found: Find): Metric[] {
  const both = (bias: number, spread: number, otherwise?: string): Metric[] =>
    [
      { kind: kinds.bias, value: bias },
      { kind: kinds.spread, value: spread },
    ].map(({ kind, value }) => found(kind, { value, ...(otherwise && { otherwise }) }));
  if (motion.length < leastMovements) return both(Number.NaN, Number.NaN);
  const { bias, spread, concentration } = timingAgainst(motion, music, period);
  if (motion.length * concentration ** 2 < leastEvidence) {
    return both(Number.NaN, Number.NaN, 'The movements are spread all over the beat.');
  }
  return both(bias, spread);
}

const tooFew = `Fewer than ${leastMovements} movements came to rest while the music had a beat.`;

function trustInNumber(movements: number): Confidence {
  if (movements >= 16) return 'high';
  return movements >= 8 ? 'medium' : 'low';
}

const weakest = (a: Confidence, b: Confidence): Confidence => {
  if (a === 'low' || b === 'low') return 'low';
  return a === 'medium' || b === 'medium' ? 'medium' : 'high';
};
