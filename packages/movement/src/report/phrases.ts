import type { Music, MusicBeat, MusicWithBeat, Phrase, Phrasing } from '@dance-pose/contracts';

/** Length of a phrase without a beat: about an eight at 120 BPM. */
const phraseSeconds = 4;

export interface ClipLength {
  readonly frameCount: number;
  readonly fps: number;
}

/**
 * Cuts the clip into phrases of eight counts, six if bars have three, or, if its music has no beat, into equal parts of
 * about four seconds. Two groups of four or three counts make a phrase. Phrases by counts leave out the time before and
 * after the music, and incomplete ones of less than half.
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
  const phrases = groups(music).flatMap(({ beats, endMs }) => {
    const [first] = beats as [MusicBeat];
    const isWorthIt = 2 * beats.length >= phraseCounts(music);
    return isWorthIt ? [phrase(first.timeMs, Math.min(clipMs, endMs), beats.length)] : [];
  });
  return { phrasing: { by: 'counts', confidence: music.countConfidence }, phrases };
}

const phraseCounts = ({ meter }: MusicWithBeat): number => (meter === 3 ? 6 : 8);

interface Group {
  readonly beats: readonly MusicBeat[];
  readonly endMs: number;
}

/** Phrases within each section of the music, because a new tempo begins a new count. */
function groups(music: MusicWithBeat): Group[] {
  const tempi = music.sections.length > 0 ? music.sections : [music];
  return tempi.flatMap(({ bpm }, i) => {
    const beats = music.beats.filter(({ timeMs }) => sectionAt(music, timeMs) === i);
    const starts = phraseStarts(beats, music);
    return starts.map((start, k) => {
      const inside = beats.slice(start, starts[k + 1]);
      const next = beats[starts[k + 1] ?? -1];
      const last = inside.at(-1) as MusicBeat;
      return { beats: inside, endMs: next?.timeMs ?? last.timeMs + 60_000 / bpm };
    });
  });
}

const sectionAt = ({ sections }: MusicWithBeat, timeMs: number): number =>
  Math.max(
    0,
    sections.findLastIndex(({ startMs }) => startMs <= timeMs),
  );

/** Indices of the first beats of phrases: each "one", or of whole groups of four or three every other. */
function phraseStarts(beats: readonly MusicBeat[], music: MusicWithBeat): number[] {
  const starts: number[] = [];
  beats.forEach(({ count }, i) => {
    const before = starts.at(-1) ?? 0;
    const first = beats[before] as MusicBeat;
    const isFull = first.count !== 1 || i - before >= phraseCounts(music);
    if (i === 0 || (count === 1 && isFull)) starts.push(i);
  });
  return starts;
}
