import type { SentenceTexts } from './say-from.ts';
import { inMs, measured } from './words.ts';

export interface Timing {
  /** Tempo of the music. */
  readonly bpm: number;
  /** Distance from the beat; positive is behind it. */
  readonly ms: number;
  /** Half the width of its 95 % interval, where it is known. */
  readonly error?: number;
  readonly steady: boolean;
  readonly spreadMs: number;
}

const evenness = ({ steady, spreadMs }: Timing): string =>
  steady
    ? ', steadily'
    : `, but not steadily: the middle half of your movements is spread over ${inMs(spreadMs)}`;

const tempo = ({ bpm }: Pick<Timing, 'bpm'>): string =>
  `The music has ${Math.round(bpm)} beats per minute`;

/** `60 ms ± 25`. */
const distance = ({ ms, error }: Timing): string =>
  error === undefined ? inMs(ms) : measured(Math.abs(ms), 'ms', error);

const side = ({ ms }: Timing): string => (ms > 0 ? 'behind' : 'ahead of');

/** Timing of the dancer against the music. */
export const timingSentences = {
  'timing-on-beat': (it: Timing) =>
    `You are on the beat (${distance(it)} ${side(it)} it)${evenness(it)}. ${tempo(it)}.`,
  'timing-near-beat': (it: Timing) =>
    `You keep to the beat, but whether you are early or late is not certain (${distance(it)} ${side(it)} it). ${tempo(it)}.`,
  'timing-behind': (it: Timing) =>
    `You are ${distance(it)} behind the beat${evenness(it)}. ${tempo(it)}.`,
  'timing-ahead': (it: Timing) =>
    `You are ${distance(it)} ahead of the beat${evenness(it)}. ${tempo(it)}.`,
  'timing-between-beats': (it: Timing) =>
    `You come to rest between the beats${evenness(it)}. ${tempo(it)}.`,
  'timing-not-judged': ({ bpm }: { bpm: number }) =>
    `The beat of the music is uncertain (about ${Math.round(bpm)} per minute), so your timing is not judged.`,
  'timing-by-chance': (it: { bpm: number }) =>
    `${tempo(it)}; your movements do not follow its beat closely enough to tell their timing from coincidence.`,
  'timing-drifts-through-beat': (it: { bpm: number }) =>
    `${tempo(it)}; your movements drift through its beats: they keep another tempo.`,
  'timing-too-few-movements': (it: { bpm: number }) =>
    `${tempo(it)}; too few of your movements come to rest while it plays to measure your timing.`,
} as const satisfies SentenceTexts;
