import { findMetric, type Moment, type MusicBeat, type MusicWithBeat } from '@dance-pose/contracts';
import { halfWidth, valueAt } from '../series/signal.ts';
import { commonDeviationMs } from '../timing/timing-accuracy.ts';
import { type Danced, type Found, likeMetric, momentOf } from './moment-maker.ts';

/** Movements with the usual timing of the dancer, and beats without a movement. */
export function timingMoments(danced: Danced): Moment[] {
  const { music, metrics } = danced;
  const bias = findMetric(metrics, 'timing-bias');
  if (music.heard !== 'beat' || bias?.value === undefined || bias.value === null) return [];
  const found = [...typicalMovements(danced, music, bias.value), ...missedBeats(danced, music)];
  return found.map((one) => momentOf(one, danced));
}

/** Examples that are enough to see a timing. */
const examples = 3;

/** Time to watch before and after a movement, in seconds. */
const aroundSeconds = 0.6;

/** The clearest of the movements whose distance from the beat is nearest to the dancer's. */
function typicalMovements(
  { motion, motionBeats, metrics }: Danced,
  { beats }: MusicWithBeat,
  bias: number,
): Found[] {
  const { fps } = motion.track;
  const { confidence = 'low' } = findMetric(metrics, 'timing-bias') ?? {};
  const error = halfWidth * Math.hypot(commonDeviationMs(fps), 500 / fps);
  return motionBeats
    .map(({ timeMs, depth }) => ({ timeMs, depth, distance: distanceFrom(beats, timeMs) }))
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

/** Distance of a movement from the nearest beat; positive is behind it. */
const distanceFrom = (beats: readonly MusicBeat[], timeMs: number): number =>
  beats.reduce(
    (nearest, beat) =>
      Math.abs(timeMs - beat.timeMs) < Math.abs(nearest) ? timeMs - beat.timeMs : nearest,
    Number.POSITIVE_INFINITY,
  );

/** Beats in a row without a movement that a dancer would notice, and the number of such pauses that are listed. */
const leastMissed = 4;
const mostPauses = 5;

/** The longest pauses: dancers do not move on every beat, but they seldom pause for a bar. */
function missedBeats(danced: Danced, { beats }: MusicWithBeat): Found[] {
  const { fps, frameCount } = danced.motion.track;
  const frameOf = ({ timeMs }: MusicBeat): number =>
    Math.min(frameCount - 1, Math.round((timeMs / 1000) * fps));
  const { confidence } = likeMetric(danced, 'beat-coverage', 100);
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
