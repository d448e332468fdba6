import type { SentenceTexts } from './say-from.ts';

/** Reasons why there is no beat to compare the movement with. */
export const musicSentences = {
  'music-no-sound': () => 'The clip has no sound, so movement could not be compared with music.',
  'music-silent': () =>
    'The sound of the clip is silent, so movement could not be compared with music.',
  'music-too-short': ({ least }: { least: number }) =>
    `Finding a beat takes at least ${least} seconds of music; this clip has less.`,
  'music-no-beat': () =>
    'No steady beat was found in the sound of the clip, so movement could not be compared with music.',
  'music-of-picture': () => 'A picture has no movement that could be compared with music.',
  'music-unreadable': () =>
    'The sound of the clip could not be read to its end, so movement could not be compared with music.',
  'music-not-given': () => 'No music was given, so the movement was not compared with music.',
} as const satisfies SentenceTexts;
