import { findMetric, type Moment, type MusicBeat, type MusicWithBeat } from '@dance-pose/contracts';
import { halfWidth, valueAt } from '../series/signal.ts';
import { nearest } from '../timing/beat-alignment.ts';
import { commonDeviationMs } from '../timing/timing-accuracy.ts';
import { type Danced, type Found, type Known, knownMetric, momentOf } from './moment-maker.ts';

/** Movements with the usual timing of the dancer, and beats without a movement. */
export function timingMoments(danced: Danced): Moment[] {
  const { music, metrics } = danced;
  const bias = knownMetric(metrics, 'timing-bias');
  if (music.heard !== 'beat' || bias === undefined) return [];
  const found = [...typicalMovements(danced, music, bias), ...missedBeats(danced, music)];
  return found.map((one) => momentOf(one, danced));
}

/** Examples that are enough to see a timing. */
const examples = 3;

/** Time to watch before and after a movement, in seconds. */
const aroundSeconds = 0.6;

/** The clearest of the movements whose distance from the beat is nearest to the dancer's. */
function typicalMovements(
  { motion, motionBeats }: Danced,
  { beats }: MusicWithBeat,
  { value: bias, confidence }: Known,
): Found[] {
  const { fps } = motion.track;
  const error = halfWidth * Math.hypot(commonDeviationMs(fps), 500 / fps);
  const times = beats.map((beat) => beat.timeMs);
  return motionBeats
    .map(({ timeMs, depth }) => ({ timeMs, depth, distance: timeMs - nearest(times, timeMs) }))
    .filter(({ distance }) => Math.abs(distance - bias) <= error)
    .toSorted((a, b) => b.depth - a.depth)
    .slice(0, examples)
    .map(({ timeMs, distance }) => {
      const peak = (timeMs / 1000) * fps;
      return {
        kind: 'typical-movement',
        from: Math.max(0, Math.round(peak - aroundSeconds * fps)),
        to: Math.min(motion.track.frameCount, Math.round(peak + aroundSeconds * fps)),
        peak,
        metric: 'timing-bias',
        value: distance,
        unit: 'ms',
        error,
        confidence,
      };
    });
}

/** Beats in a row without a movement that a dancer would notice, and the number of such pauses that are listed. */
const leastMissed = 4;
const mostPauses = 5;

/** The longest pauses: dancers do not move on every beat, but they seldom pause for a bar. */
function missedBeats(danced: Danced, { beats }: MusicWithBeat): Found[] {
  const { fps, frameCount } = danced.motion.track;
  const frameOf = ({ timeMs }: MusicBeat): number =>
    Math.min(frameCount - 1, Math.round((timeMs / 1000) * fps));
  const { confidence = 'low' } = findMetric(danced.metrics, 'beat-coverage') ?? {};
  return pauses(danced, beats, frameOf)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, mostPauses)
    .map((run) => ({
      kind: 'missed-beats',
      from: frameOf(run[0] as MusicBeat),
      to: frameOf(run.at(-1) as MusicBeat),
      peak: frameOf(run[0] as MusicBeat),
      metric: 'beat-coverage',
      value: run.length,
      unit: 'count',
      error: 0,
      confidence,
    }));
}

/** Runs of beats while the dancer is in sight and no movement is within half a beat. */
function pauses(
  { motion, motionBeats }: Danced,
  beats: readonly MusicBeat[],
  frameOf: (beat: MusicBeat) => number,
): MusicBeat[][] {
  const runs: MusicBeat[][] = [[]];
  beats.forEach((beat, i) => {
    const period = (beats[i + 1] ?? beat).timeMs - (beats[i - 1] ?? beat).timeMs;
    const isMet = motionBeats.some(({ timeMs }) => Math.abs(timeMs - beat.timeMs) <= period / 4);
    const isSeen = !Number.isNaN(valueAt(motion.undelayedSpeed, frameOf(beat)));
    if (isSeen && !isMet) runs.at(-1)?.push(beat);
    else runs.push([]);
  });
  return runs.filter((run) => run.length >= leastMissed);
}
