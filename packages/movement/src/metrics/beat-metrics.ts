import {
  type Confidence,
  type Metric,
  type MetricId,
  type MotionBeat,
  type Music,
  type MusicWithBeat,
  metricIdsIn,
  type Sentence,
  say,
} from '@dance-pose/contracts';
import { beatAlignment, chanceLevel, onBeatMs, timingAgainst } from '../music/beat-alignment.ts';
import { type Span, valueAt, wholeOf } from '../series/signal.ts';
import { metric } from './metric.ts';

export interface DancedMusic {
  readonly music: Music;
  readonly motionBeats: readonly MotionBeat[];
  /** Signal in which the motion beats were found; NaN where the body was not in sight. */
  readonly speed: Float64Array;
  readonly fps: number;
}

/**
 * Timing of the dance against the music.
 * @param span a phrase; default: the whole clip.
 */
export function beatMetrics(danced: DancedMusic, span: Span = wholeOf(danced.speed)): Metric[] {
  const { music } = danced;
  if (music.heard !== 'beat') {
    const nothing = { value: Number.NaN, coverage: 0, otherwise: music.reason };
    return metricIdsIn('timing').map((id) => metric(id, { ...nothing, atBest: 'low' }));
  }
  const meeting = meet(danced, music, span);
  const { coverage, motion } = meeting;
  const atBest = weakest(music.confidence, confidenceFromCount(motion.length));
  const found: Find = (id, value, otherwise = tooFew) =>
    metric(id, { value, coverage, atBest, otherwise });
  const tempo = { value: music.bpm, coverage: 1, atBest: music.confidence, otherwise: tooFew };
  return [
    metric('music-tempo', tempo),
    found('motion-beats', coverage > 0 ? motion.length : Number.NaN),
    ...alignmentMetrics(meeting, found),
    ...timingMetrics(meeting, found),
  ];
}

/** The part of a span in which the music has a beat. Times are in milliseconds. */
interface Meeting {
  /** Motion beats. */
  readonly motion: readonly number[];
  /** All beats of the music. */
  readonly music: readonly number[];
  /** Beats at which the dancer is in sight. */
  readonly danced: readonly number[];
  readonly from: number;
  readonly to: number;
  /** Mean time between beats. */
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

type Find = (id: MetricId, value: number, otherwise?: Sentence) => Metric;

/** With fewer movements a mean says more about them than about the dancer. */
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
    found('on-beat-precision', precision.here),
    found('on-beat-precision-above-chance', precision.gain),
    found('beat-coverage', coverage.here),
    found('beat-coverage-above-chance', coverage.gain),
  ];
}

/** Threshold of Rayleigh's test at a significance level of 5 %. */
const leastEvidence = 3;

function timingMetrics({ motion, music, period }: Meeting, found: Find): Metric[] {
  const both = (bias: number, spread: number, otherwise?: Sentence): Metric[] => [
    found('timing-bias', bias, otherwise),
    found('timing-spread', spread, otherwise),
  ];
  if (motion.length < leastMovements) return both(Number.NaN, Number.NaN);
  const { bias, spread, concentration } = timingAgainst(motion, music, period);
  if (motion.length * concentration ** 2 < leastEvidence) {
    return both(Number.NaN, Number.NaN, say('no-preferred-time'));
  }
  return both(bias, spread);
}

const tooFew = say('too-few-movements', { least: leastMovements });

function confidenceFromCount(movements: number): Confidence {
  if (movements >= 16) return 'high';
  return movements >= 8 ? 'medium' : 'low';
}

const weakest = (a: Confidence, b: Confidence): Confidence => {
  if (a === 'low' || b === 'low') return 'low';
  return a === 'medium' || b === 'medium' ? 'medium' : 'high';
};
