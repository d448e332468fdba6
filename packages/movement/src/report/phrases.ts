import type { Music, MusicBeat, Phrase, Phrasing } from '@dance-pose/contracts';

/** Length of a phrase without a beat: about an eight at 120 BPM. */
const phraseSeconds = 4;

/** Counts of an incomplete eight, at the beginning or the end, from which it is a phrase. */
const leastCounts = 4;

export interface ClipLength {
  readonly frameCount: number;
  readonly fps: number;
}

/**
 * Cuts the clip into phrases of eight counts or, if its music has no beat, into equal parts of about four
 * seconds. Phrases by counts leave out the time before and after the music, and incomplete eights of less than
 * four counts.
 */
export function cutPhrases(
  music: Music,
  { frameCount, fps }: ClipLength,
): { phrasing: Phrasing; phrases: Phrase[] } {
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
    return { phrasing: { by: 'time', reason: music.reason }, phrases };
  }
  const phrases = eights(music.beats).flatMap(({ beats, next }) => {
    const [first, last] = [beats[0] as MusicBeat, beats.at(-1) as MusicBeat];
    const endMs = Math.min(clipMs, next?.timeMs ?? last.timeMs + 60_000 / music.bpm);
    return beats.length >= leastCounts ? [phrase(first.timeMs, endMs, beats.length)] : [];
  });
  return { phrasing: { by: 'counts', confidence: music.countConfidence }, phrases };
}

interface Eight {
  readonly beats: readonly MusicBeat[];
  /** First beat of the next eight. */
  readonly next: MusicBeat | undefined;
}

function eights(beats: readonly MusicBeat[]): Eight[] {
  const starts = beats.flatMap(({ count }, i) => (count === 1 || i === 0 ? [i] : []));
  return starts.map((start, i) => {
    const end = starts[i + 1];
    return { beats: beats.slice(start, end), next: end === undefined ? undefined : beats[end] };
  });
}
