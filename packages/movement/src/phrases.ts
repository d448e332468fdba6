import type { Confidence } from '@dance-pose/contracts';
import type { Music, MusicBeat } from './music-analysis.ts';
import type { Span } from './signal.ts';

export interface Phrase {
  readonly startMs: number;
  readonly endMs: number;
  /** Its frames. */
  readonly span: Span;
  /** Of the music: 8, or fewer where music or clip begin or end within an eight; null when cut by time. */
  readonly counts: number | null;
}

export type Phrases =
  | {
      readonly by: 'counts';
      /** In where the eights begin. */
      readonly confidence: Confidence;
      readonly phrases: readonly Phrase[];
    }
  | {
      readonly by: 'time';
      /** Why not by counts; a sentence for dancers. */
      readonly reason: string;
      readonly phrases: readonly Phrase[];
    };

/** Of music without a beat: about an eight at 120 beats a minute. */
const phraseSeconds = 4;

/** The beginning or end of an eight is a phrase of its own from half of it on. */
const leastCounts = 4;

export interface ClipLength {
  readonly frameCount: number;
  readonly fps: number;
}

/**
 * Cuts the clip into phrases of eight counts of its music or, where that has no beat, into equal parts of
 * about four seconds. Phrases by counts leave out what lies before and after the music, and eights of which
 * the clip has less than half.
 */
export function cutPhrases(music: Music, { frameCount, fps }: ClipLength): Phrases {
  const clipMs = (1000 * frameCount) / fps;
  const phrase = (startMs: number, endMs: number, counts: number | null): Phrase => ({
    startMs,
    endMs,
    span: { from: frameAt(startMs), to: frameAt(endMs) },
    counts,
  });
  const frameAt = (ms: number): number => Math.min(frameCount, Math.round((ms * fps) / 1000));
  if (music.heard !== 'beat') {
    const count = Math.max(1, Math.round(clipMs / (1000 * phraseSeconds)));
    const phrases = Array.from({ length: count }, (_, i) =>
      phrase((i * clipMs) / count, ((i + 1) * clipMs) / count, null),
    );
    return { by: 'time', reason: music.reason, phrases };
  }
  const phrases = eights(music.beats).flatMap(({ beats, next }) => {
    const [first, last] = [beats[0] as MusicBeat, beats.at(-1) as MusicBeat];
    const endMs = Math.min(clipMs, next?.timeMs ?? last.timeMs + 60_000 / music.bpm);
    return beats.length >= leastCounts ? [phrase(first.timeMs, endMs, beats.length)] : [];
  });
  return { by: 'counts', confidence: music.countConfidence, phrases };
}

interface Eight {
  readonly beats: readonly MusicBeat[];
  /** Beat with which the next one begins. */
  readonly next: MusicBeat | undefined;
}

function eights(beats: readonly MusicBeat[]): Eight[] {
  const starts = beats.flatMap(({ count }, i) => (count === 1 || i === 0 ? [i] : []));
  return starts.map((start, i) => {
    const end = starts[i + 1];
    return { beats: beats.slice(start, end), next: end === undefined ? undefined : beats[end] };
  });
}
