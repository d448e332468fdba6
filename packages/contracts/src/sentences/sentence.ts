import { z } from 'zod';

/** Facts of the clip that a sentence names, such as `{ part: 'left-knee', ms: 118.4 }`; numbers are not rounded. */
const sentenceValuesSchema = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .readonly();
export type SentenceValues = z.infer<typeof sentenceValuesSchema>;

const sentenceShape = {
  /** A `SentenceCode`; reports of other versions may have others. */
  code: z.string(),
  values: sentenceValuesSchema,
  /** In English. */
  text: z.string(),
};

/** A sentence for people. Its code and values let a page word it in its own language. */
export const sentenceSchema = z.object(sentenceShape).readonly();
export type Sentence = z.infer<typeof sentenceSchema>;

/** A sentence of the summary, with what shows it. */
export const summarySentenceSchema = z
  .object({
    ...sentenceShape,
    /** Indices in `moments`, the most telling first; empty if the sentence is about the whole clip. */
    moments: z.array(z.int().nonnegative()).readonly(),
  })
  .readonly();
export type SummarySentence = z.infer<typeof summarySentenceSchema>;
