import type { Sentence } from '@dance-pose/contracts';

/** The texts of sentences, as a paragraph. */
export const textOf = (sentences: readonly Sentence[]): string =>
  sentences.map(({ text }) => text).join(' ');
