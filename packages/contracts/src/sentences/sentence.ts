import { z } from 'zod';

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
