import type {
  Confidence,
  MusicBeat,
  MusicFeatures,
  MusicGiven,
  MusicMeter,
  MusicSection,
} from '@dance-pose/contracts';
import { type BarFeatures, measureBars } from './bar-features.ts';
import type { TrackedBeat } from './beat-tracker.ts';
import { type Downbeats, findDownbeats } from './downbeats.ts';
import { findMeter } from './meter.ts';
import { onTheBeat, throughBeat } from './pulse-phase.ts';
import type { RhythmCurves } from './rhythm-curves.ts';
import { isHeard, type TrackedSection } from './track-sections.ts';

/** Sound in which beats were found. */
interface Heard {
  readonly features: MusicFeatures;
  readonly curves: RhythmCurves;
}

export interface CountedBeats {
  readonly meter: MusicMeter;
  readonly counts: 3 | 4 | 6 | 8;
  readonly confidence: Confidence;
  /** True if the beats differ from the off-beats. */
  readonly isOnBeat: boolean;
  readonly beats: readonly MusicBeat[];
  readonly sections: readonly MusicSection[];
}

/** Accuracy of a beat time. */
const toleranceMs = 15;

/** Counts the beats of all sections, and begins again with each section. */
export function countBeats(
  music: Heard,
  tracked: readonly TrackedSection[],
  given: MusicGiven,
): CountedBeats {
  const { features } = music;
  const found = findMeter(tracked.filter(isHeard).map((section) => barsOf(features, section)));
  const meter = given.meter ?? found.meter;
  const one = oneIn(features, tracked, given.oneMs);
  const sections = tracked.map((section) =>
    section === one?.section
      ? throughBeat(music.curves, section, one.position)
      : onTheBeat(music, section, meter),
  );
  const downbeats = sections.map((section, i) =>
    one !== null && tracked[i] === one.section
      ? downbeatAt(section, one.position, meter)
      : findDownbeats(barsOf(features, section), accentsOf(features, section), meter),
  );
  const both = meter === 3 ? 6 : 8;
  const counts = one || downbeats.every((each) => each.counts === both) ? both : meter;
  const isOnBeat = sections.every((section) => section.isOnBeat);
  const isAccented = downbeats.every(
    (each) => one === null && each.counts === both && each.confidence === 'high',
  );
  // Accents that return with every group confirm its length.
  const isClear = given.meter !== undefined || found.isClear || isAccented;
  const oneConfidence = isClear ? 'high' : 'medium';
  const confidence = lowest([
    ...downbeats.map((each) => each.confidence),
    oneConfidence,
    isOnBeat ? 'high' : 'low',
  ]);
  const timed = sections.map((section, i) => timedBeats(section, features, i === 0));
  return {
    ...{ meter, counts, isOnBeat, confidence: one ? oneConfidence : confidence },
    beats: timed.flatMap((beats, i) => counted(beats, (downbeats[i] as Downbeats).first, counts)),
    sections: sectionsOf(timed, sections, features),
  };
}

const barsOf = (features: MusicFeatures, { beats }: TrackedSection): BarFeatures =>
  measureBars(
    features,
    beats.map(({ position }) => position),
  );

const accentsOf = ({ accent }: MusicFeatures, { beats }: TrackedSection): number[] =>
  beats.map(({ position }) => accentAt(accent, position));

/** Section that is nearest to the "one" of the user, and its position in the curves. */
function oneIn(
  { startSeconds, rateHz }: MusicFeatures,
  sections: readonly TrackedSection[],
  oneMs: number | undefined,
): { readonly section: TrackedSection; readonly position: number } | null {
  if (oneMs === undefined) return null;
  const position = (oneMs / 1000 - startSeconds) * rateHz;
  const distance = ({ beats }: TrackedSection): number =>
    Math.max(
      0,
      (beats[0] as TrackedBeat).position - position,
      position - (beats.at(-1) as TrackedBeat).position,
    );
  const section = sections.reduce((nearest, other) =>
    distance(other) < distance(nearest) ? other : nearest,
  );
  return { section, position };
}

/** The beat nearest to a position is a "one"; before and after the music, the tempo goes on. */
function downbeatAt(
  { beats, period }: TrackedSection,
  position: number,
  meter: MusicMeter,
): Downbeats {
  const both = meter === 3 ? 6 : 8;
  const [first, last] = [beats[0] as TrackedBeat, beats.at(-1) as TrackedBeat];
  const gaps = beats.map((beat) => Math.abs(beat.position - position));
  const before = Math.min(0, Math.round((position - first.position) / period));
  const after = Math.max(0, Math.round((position - last.position) / period));
  const nearest = before + gaps.indexOf(Math.min(...gaps)) + after;
  return { first: ((nearest % both) + both) % both, counts: both, confidence: 'high' };
}

function counted(
  { beats, earlier }: TimedBeats,
  first: number | null,
  counts: number,
): MusicBeat[] {
  // Without evidence, music begins with a "one".
  const one = first === null ? 0 : earlier + first;
  return beats.map(({ timeMs, confidence }, i) => {
    const offset = (i - one) % counts;
    return { timeMs, count: ((offset + counts) % counts) + 1, confidence };
  });
}

/** Sections from their first beat to the next section, or for one beat after the last one. */
function sectionsOf(
  timed: readonly TimedBeats[],
  tracked: readonly TrackedSection[],
  { durationSeconds, startSeconds, rateHz }: MusicFeatures,
): MusicSection[] {
  const starts = timed.map(({ beats, bpm }, i) => {
    const first = beats[0]?.timeMs ?? 0;
    const boundary = 1000 * (startSeconds + (tracked[i] as TrackedSection).from / rateHz);
    // More than a beat without one is a pause.
    return i === 0 || first - boundary > 60_000 / bpm ? first : Math.min(first, boundary);
  });
  return timed.map(({ beats, bpm }, i) => {
    const end = starts[i + 1] ?? (beats.at(-1)?.timeMs ?? 0) + 60_000 / bpm;
    return { startMs: starts[i] as number, endMs: Math.min(1000 * durationSeconds, end), bpm };
  });
}

const confidences = ['low', 'medium', 'high'] as const;
const lowest = (all: readonly Confidence[]): Confidence =>
  confidences.find((confidence) => all.includes(confidence)) ?? 'low';

interface TimedBeats {
  readonly beats: readonly { readonly timeMs: number; readonly confidence: number }[];
  /** Number of beats before the first tracked one. */
  readonly earlier: number;
  readonly bpm: number;
}

function timedBeats(
  { beats, bpm }: TrackedSection,
  { startSeconds, rateHz }: MusicFeatures,
  isFirst: boolean,
): TimedBeats {
  const timed = beats.map(({ position, confidence }) => ({
    timeMs: Math.max(0, 1000 * (startSeconds + position / rateHz)),
    confidence,
  }));
  // An onset at the start of the audio cannot be detected; the tempo implies that beat.
  const earlierMs = (timed[0]?.timeMs ?? 0) - 60_000 / bpm;
  const isHeard = earlierMs < -toleranceMs || earlierMs > 1000 * startSeconds;
  if (!isFirst || isHeard) return { beats: timed, earlier: 0, bpm };
  return { beats: [{ timeMs: Math.max(0, earlierMs), confidence: 0 }, ...timed], earlier: 1, bpm };
}

/** Sum over the neighbouring positions, so that the alignment of a beat with the grid does not matter. */
function accentAt(accent: readonly number[], position: number): number {
  const at = Math.round(position);
  return accent.slice(Math.max(0, at - 1), at + 2).reduce((sum, value) => sum + value, 0);
}
