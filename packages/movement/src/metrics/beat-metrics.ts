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
import { lengthOf, type Span, valueAt, wholeOf } from '../series/signal.ts';
import { beatAlignment, chanceLevel, onBeatMs } from '../timing/beat-alignment.ts';
import { beatPhase } from '../timing/beat-phase.ts';
import {
  type NoTiming,
  type TimedMovement,
  type Timing,
  timingOfClip,
  timingOfPhrase,
} from '../timing/timing.ts';
import { timingModel } from '../timing/timing-model.ts';
import { metric } from './metric.ts';

export interface DancedMusic {
  readonly music: Music;
  readonly motionBeats: readonly MotionBeat[];
  /** Signal in which the motion beats were found; NaN where the body was not in sight. */
  readonly speed: Float64Array;
  readonly fps: number;
  /** Standard deviation of what all motion beats are wrong by together, in ms. */
  readonly deviationMs: number;
}

/**
 * Timing of the dance against the music: returns the metrics of a span, by default the whole clip. The timing of the
 * clip, which that of its phrases rests on, is computed once.
 */
export function beatMetricsOf(danced: DancedMusic): (span?: Span) => Metric[] {
  const { music } = danced;
  if (music.heard !== 'beat') {
    const nothing = { value: Number.NaN, coverage: 0, otherwise: music.reason };
    return () => metricIdsIn('timing').map((id) => metric(id, { ...nothing, atBest: 'low' }));
  }
  const whole = wholeOf(danced.speed);
  const model = timingModel(60_000 / music.bpm);
  const { deviationMs } = danced;
  const clip = timedBy(danced, music, whole, (movements) =>
    timingOfClip(movements, model, deviationMs),
  );
  return (span = whole) => {
    const isPhrase = lengthOf(span) < lengthOf(whole);
    const timing =
      isPhrase && typeof clip !== 'string'
        ? timedBy(danced, music, span, (movements) =>
            timingOfPhrase(movements, model, { clip, deviationMs }),
          )
        : clip;
    return spanMetrics(danced, music, { span, timing });
  };
}

type SpanTiming = Timing | NoTiming | 'too-few-movements';

function timedBy(
  danced: DancedMusic,
  music: MusicWithBeat,
  span: Span,
  time: (movements: readonly TimedMovement[]) => Timing | NoTiming,
): SpanTiming {
  const { motion, music: beats, period } = meet(danced, music, span);
  if (motion.length < leastMovements) return 'too-few-movements';
  return time(motion.map((timeMs) => ({ timeMs, phase: beatPhase(timeMs, beats, period) })));
}

function spanMetrics(
  danced: DancedMusic,
  music: MusicWithBeat,
  { span, timing }: { span: Span; timing: SpanTiming },
): Metric[] {
  const meeting = meet(danced, music, span);
  const { coverage, motion } = meeting;
  const atBest = weakest(music.confidence, confidenceFromCount(motion.length));
  const found: Find = (id, value) => metric(id, { value, coverage, atBest, otherwise: tooFew });
  const tempo = { value: music.bpm, coverage: 1, atBest: music.confidence, otherwise: tooFew };
  return [
    metric('music-tempo', tempo),
    found('motion-beats', coverage > 0 ? motion.length : Number.NaN),
    ...alignmentMetrics(meeting, found),
    ...timingMetrics(timing, { coverage, music }),
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

type Find = (id: MetricId, value: number) => Metric;

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

function timingMetrics(
  timing: SpanTiming,
  { coverage, music }: { coverage: number; music: MusicWithBeat },
): Metric[] {
  const none = { value: Number.NaN, error: Number.NaN };
  const all: Record<TimingId, { value: number; error: number }> =
    typeof timing === 'string'
      ? { 'timing-bias': none, 'timing-spread': none, 'off-beat-share': none }
      : {
          'timing-bias': { value: timing.biasMs, error: timing.biasErrorMs },
          'timing-spread': {
            value: quartiles * timing.spreadMs,
            error: quartiles * timing.spreadErrorMs,
          },
          'off-beat-share': { value: 100 * timing.offBeat, error: 100 * timing.offBeatError },
        };
  const atBest = weakest(music.confidence, confidenceFromError(all['timing-bias'].error));
  const otherwise = typeof timing === 'string' ? reasons[timing] : tooFew;
  const ids = Object.keys(all) as TimingId[];
  return ids.map((id) => metric(id, { ...all[id], coverage, atBest, otherwise }));
}

type TimingId = 'timing-bias' | 'timing-spread' | 'off-beat-share';

/** Distance between the quartiles of a normal distribution in standard deviations. */
const quartiles = 1.349;

/** In ms: an error that no listener notices, and one of which all do. */
const confidenceFromError = (error: number): Confidence => {
  if (error <= 25) return 'high';
  return error <= 60 ? 'medium' : 'low';
};

const tooFew = say('too-few-movements', { least: leastMovements });

const reasons: Record<NoTiming | 'too-few-movements', Sentence> = {
  'no-preferred-time': say('no-preferred-time'),
  'timing-drifts': say('timing-drifts'),
  'timing-too-uncertain': say('timing-too-uncertain'),
  'too-few-movements': tooFew,
};

function confidenceFromCount(movements: number): Confidence {
  if (movements >= 16) return 'high';
  return movements >= 8 ? 'medium' : 'low';
}

const weakest = (a: Confidence, b: Confidence): Confidence => {
  if (a === 'low' || b === 'low') return 'low';
  return a === 'medium' || b === 'medium' ? 'medium' : 'high';
};
