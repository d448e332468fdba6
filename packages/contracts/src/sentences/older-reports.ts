import type { SentenceTexts } from './say-from.ts';

/** Of reports from before schema 2, whose sentences were only texts. */
export const olderReportSentences = {
  /** A sentence that is kept as it was. */
  'from-older-report': ({ text }: { text: string }) => text,
  'error-not-stored': () =>
    'This report is from an older version, which did not determine the error of its values.',
} as const satisfies SentenceTexts;
