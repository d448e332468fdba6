import type { MusicFeatures, MusicMeter } from '@dance-pose/contracts';
import { measureBars } from './bar-features.ts';
import { shiftBeats, type TrackedBeat } from './beat-tracker.ts';
import { rateBars } from './downbeats.ts';
import type { RhythmCurves } from './rhythm-curves.ts';
import { isHeard, type TrackedSection } from './track-sections.ts';

/** Weights of onsets, of low and high ones and of the likeness to known bars: a regression on known music. */
const weights = [0.8, 0.7, 1, 0.5] as const;

/** A "one" from the user that is further from the beats, in beats, moves them. */
const leastShift = 0.25;

interface Music {
  readonly features: MusicFeatures;
  readonly curves: RhythmCurves;
}

/** Lead over the off-beats from which the beats are hardly ever the off-beats, on known music. */
const clearLead = 2;

export interface PhasedSection extends TrackedSection {
  /** True if the beats differ from the off-beats. */
  readonly isOnBeat: boolean;
}

/** Moves the beats that are heard to the off-beats if these are more like the beats of a bar. */
export function onTheBeat(music: Music, section: TrackedSection, meter: MusicMeter): PhasedSection {
  const { beats, period } = section;
  if (beats.length < 2 * meter || !isHeard(section)) return { ...section, isOnBeat: false };
  const shifted = shiftBeats(music.curves.onsets, beats, 0.5, period);
  const lead = rateBeats(music, beats, meter) - rateBeats(music, shifted, meter);
  const isOnBeat = Math.abs(lead) > clearLead;
  return { ...section, beats: lead < 0 ? shifted : beats, isOnBeat };
}

function rateBeats(
  { features, curves }: Music,
  beats: readonly TrackedBeat[],
  meter: MusicMeter,
): number {
  const positions = beats.map(({ position }) => position);
  const onsets = [curves.onsets, features.rises[0], features.rises.at(-1)].map((curve) =>
    curve === undefined ? 0 : strengthAt(curve, positions),
  );
  const { likeness } = rateBars(measureBars(features, positions), meter);
  return [...onsets, likeness].reduce((sum, value, i) => sum + (weights[i] as number) * value, 0);
}

/** Mean at the positions, over the root mean square of the whole curve. */
function strengthAt(curve: ArrayLike<number>, positions: readonly number[]): number {
  let squares = 0;
  for (let i = 0; i < curve.length; i += 1) squares += (curve[i] as number) ** 2;
  const strongest = positions.map((position) => {
    const at = Math.round(position);
    return Math.max(curve[at - 1] ?? 0, curve[at] ?? 0, curve[at + 1] ?? 0);
  });
  const mean = strongest.reduce((sum, value) => sum + value, 0) / positions.length;
  return squares > 0 ? mean / Math.sqrt(squares / curve.length) : 0;
}

/** Moves the beats of a section so that one of them is at a position, which the user gave; the tempo stays. */
export function throughBeat(
  { onsets }: RhythmCurves,
  section: TrackedSection,
  position: number,
): PhasedSection {
  const { beats, period } = section;
  const next = beats.findIndex((beat) => beat.position > position);
  const [before, after] = [beats[next - 1], beats[next]];
  const asTracked = { ...section, isOnBeat: true };
  if (before === undefined || after === undefined) return asTracked;
  const share = (position - before.position) / (after.position - before.position);
  if (share < leastShift || share > 1 - leastShift) return asTracked;
  return { ...asTracked, beats: shiftBeats(onsets, beats, share, period) };
}
