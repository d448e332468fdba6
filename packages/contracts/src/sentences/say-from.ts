import type { Sentence, SentenceValues } from './sentence.ts';

// Apart from the schema: pages that make a few sentences load neither it nor the catalogue.

/** Texts of sentences by code; a text takes the values of its sentence, or nothing. */
export type SentenceTexts = Readonly<Record<string, (values: never) => string>>;

/** A function that makes the sentences of a catalogue: `say('hidden', { part: 'left-knee' })`. */
export const sayFrom =
  <Texts extends SentenceTexts>(texts: Texts) =>
  <Code extends keyof Texts & string>(code: Code, ...given: Parameters<Texts[Code]>): Sentence => {
    const [values = {}] = given as readonly SentenceValues[];
    return { code, values, text: (texts[code] as (values: SentenceValues) => string)(values) };
  };
