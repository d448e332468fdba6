import {
  type Confidence,
  type Music,
  type MusicFeatures,
  type MusicGiven,
  type MusicSection,
  say,
} from '@dance-pose/contracts';
import { median } from '../series/signal.ts';
import { tapTolerance } from './beat-tempo.ts';
import type { TrackedBeat } from './beat-tracker.ts';
import { countBeats } from './count-beats.ts';
import { makeRhythmCurves, type RhythmCurves } from './rhythm-curves.ts';
import { metronome, type TrackedSection, trackSections } from './track-sections.ts';

type NoBeat = Exclude<Music, { heard: 'beat' }>;

/**
 * Finds metre, tempo, beats and counts. Beat times refer to the start of the audio; beats with a hard attack are
 * accurate to ±15 ms.
 * @param features null if the clip has no audio.
 * @param given facts that the user knows: they are taken as they are, and the others are found.
 */
export function hearMusic(features: MusicFeatures | null, given: MusicGiven = {}): Music {
  if (features === null || features.durationSeconds === 0) return noSound;
  if (features.peakRms < silenceLevel) return silent;
  if (features.durationSeconds < minSeconds) return tooShort;
  return features.strength.some((value) => value > minOnset) ? findBeats(features, given) : noBeat;
}

function findBeats(features: MusicFeatures, given: MusicGiven): Music {
  const curves = makeRhythmCurves(features);
  const sections = heardSections(curves, features, given);
  if (sections.length === 0) return noBeat;
  const longest = longestOf(sections);
  const { clarity, alternatives } = longest.tempo;
  const counted = countBeats({ features, curves }, sections, given);
  // In the order of the schema: a report that is read and written again stays the same.
  return {
    heard: 'beat',
    bpm: bpmOf(counted.sections),
    ...{ meter: counted.meter, counts: counted.counts, alternatives },
    ...{ sections: counted.sections, given, beats: counted.beats },
    confidence: confidenceFrom(longest, counted.isOnBeat),
    ...{ clarity, countConfidence: counted.confidence },
  };
}

/** Sections with beats; none if they could be accidental. With a tempo from the user, there are always beats. */
function heardSections(
  curves: RhythmCurves,
  { startSeconds, rateHz }: MusicFeatures,
  { bpm, oneMs }: MusicGiven,
): TrackedSection[] {
  const sections = trackSections(curves, bpm);
  const longest = sections.length > 0 ? longestOf(sections) : null;
  const hasBeats = longest !== null && longest.beats.length >= minBeats;
  const isClear = hasBeats && longest.tempo.clarity >= chanceClarity(longest.seconds);
  if (bpm === undefined) return isClear ? sections : [];
  const isGiven = hasBeats && sections.some((section) => keeps(section, bpm));
  if (isGiven && (isClear || oneMs === undefined)) return sections;
  const one = oneMs === undefined ? undefined : (oneMs / 1000 - startSeconds) * rateHz;
  return [metronome(curves, bpm, one)];
}

/** True if the beats are at a tempo, not only some of them at onsets of another. */
function keeps({ bpm, beats, period }: TrackedSection, tempo: number): boolean {
  const uneven = Float64Array.from(
    beats.slice(1),
    ({ position }, i) => Math.abs(position - (beats[i] as TrackedBeat).position - period) / period,
  );
  const isEven = median(uneven) <= tapTolerance;
  return isEven && Math.abs(Math.log(bpm / tempo)) <= tapTolerance;
}

/** Tempo of the longest section. */
const bpmOf = (sections: readonly MusicSection[]): number =>
  sections.reduce((most, other) =>
    other.endMs - other.startMs > most.endMs - most.startMs ? other : most,
  ).bpm;

const longestOf = (sections: readonly TrackedSection[]): TrackedSection =>
  sections.reduce((most, other) => (other.seconds > most.seconds ? other : most));

/** Peak RMS of −60 dB of full scale: a microphone in a room with music records more. */
const silenceLevel = 0.001;

const minSeconds = 3;
const minBeats = 4;

/** Ten times the value of a steady tone, and a hundredth of that of a click. */
const minOnset = 0.02;

/** Minimum clarity of a beat: what noise, applause and speech do not reach (found by experiment; higher for short ones). */
const chanceClarity = (seconds: number): number => Math.max(0.33, 1.1 / Math.sqrt(seconds));

/** High if the music repeats clearly, most beats are audible, and it is clear which tempo and which beats are counted. */
function confidenceFrom({ tempo, beats }: TrackedSection, isOnBeat: boolean): Confidence {
  const { clarity, certainty } = tempo;
  const audible = beats.reduce((sum, { confidence }) => sum + confidence, 0) / beats.length;
  const isClear = clarity >= 0.5 && audible >= 0.5 && beats.length >= 8;
  if (isClear && isOnBeat && certainty >= 0.95) return 'high';
  return clarity >= 0.4 && audible >= 0.4 ? 'medium' : 'low';
}

const noSound: NoBeat = { heard: 'no-sound', reason: say('music-no-sound') };
const silent: NoBeat = { heard: 'silence', reason: say('music-silent') };
const tooShort: NoBeat = {
  heard: 'no-beat',
  reason: say('music-too-short', { least: minSeconds }),
};
const noBeat: NoBeat = { heard: 'no-beat', reason: say('music-no-beat') };
