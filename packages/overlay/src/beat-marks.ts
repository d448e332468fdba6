import type { Music } from '@dance-pose/contracts';
import type { BeatMark, Corner } from './draw-beat.ts';

/** The beat at a time in milliseconds; undefined before the first beat and from one beat after the last. */
export function beatMarks(music: Music, corner: Corner): (timeMs: number) => BeatMark | undefined {
  if (music.heard !== 'beat') return () => undefined;
  const { beats, bpm, counts } = music;
  const isCountSure = music.countConfidence !== 'low';
  return (timeMs) => {
    const last = beats.findLastIndex((beat) => beat.timeMs <= timeMs);
    const beat = beats[last];
    if (beat === undefined) return undefined;
    const lengthMs = (beats[last + 1]?.timeMs ?? beat.timeMs + 60_000 / bpm) - beat.timeMs;
    const phase = (timeMs - beat.timeMs) / lengthMs;
    return phase < 1 ? { count: beat.count, counts, phase, isCountSure, corner } : undefined;
  };
}
