import type { SentenceTexts } from './say-from.ts';
import { inMs } from './words.ts';

export interface Timing {
  /** Tempo of the music. */
  readonly bpm: number;
  readonly steady: boolean;
  readonly spreadMs: number;
}

const evenness = ({ steady, spreadMs }: Timing): string =>
  steady
    ? ', steadily'
    : `, but not steadily: the middle half of your movements is spread over ${inMs(spreadMs)}`;

const tempo = ({ bpm }: Pick<Timing, 'bpm'>): string =>
  `The music has ${Math.round(bpm)} beats per minute`;

/** Timing of the dancer against the music. */
export const timingSentences = {
  'timing-on-beat': (it: Timing) => `You are on the beat${evenness(it)}. ${tempo(it)}.`,
  'timing-behind': (it: Timing & { ms: number }) =>
    `You are ${inMs(it.ms)} behind the beat${evenness(it)}. ${tempo(it)}.`,
  'timing-ahead': (it: Timing & { ms: number }) =>
    `You are ${inMs(it.ms)} ahead of the beat${evenness(it)}. ${tempo(it)}.`,
  'timing-between-beats': (it: Timing) =>
    `You come to rest between the beats${evenness(it)}. ${tempo(it)}.`,
  'timing-not-judged': ({ bpm }: { bpm: number }) =>
    `The beat of the music is uncertain (about ${Math.round(bpm)} per minute), so your timing is not judged.`,
  'timing-by-chance': (it: { bpm: number }) =>
    `${tempo(it)}; your movements come to rest on its beats no more often than between them.`,
  'timing-too-few-movements': (it: { bpm: number }) =>
    `${tempo(it)}; too few of your movements come to rest while it plays to measure your timing.`,
} as const satisfies SentenceTexts;
