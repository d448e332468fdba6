import { z } from 'zod';

// Apart from the catalogue: who only reads or checks sentences does not load its texts.

/** Facts of the clip that a sentence names, such as `{ part: 'left-knee', ms: 118.4 }`; numbers are not rounded. */
const sentenceValuesSchema = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .readonly();
export type SentenceValues = z.infer<typeof sentenceValuesSchema>;

/** A sentence for people. Its code and values let a page word it in its own language. */
export const sentenceSchema = z
  .object({
    /** A `SentenceCode`; reports of other versions may have others. */
    code: z.string(),
    values: sentenceValuesSchema,
    /** In English. */
    text: z.string(),
  })
  .readonly();
export type Sentence = z.infer<typeof sentenceSchema>;

/** Texts of sentences by code; a text takes the values of its sentence, or nothing. */
export type SentenceTexts = Readonly<Record<string, (values: never) => string>>;

/** A function that makes the sentences of a catalogue: `say('hidden', { part: 'left-knee' })`. */
export const sayFrom =
  <Texts extends SentenceTexts>(texts: Texts) =>
  <Code extends keyof Texts & string>(code: Code, ...given: Parameters<Texts[Code]>): Sentence => {
    const [values = {}] = given as readonly SentenceValues[];
    return { code, values, text: (texts[code] as (values: SentenceValues) => string)(values) };
  };
