import type { Warning, WarningCode } from '../warnings.ts';
import { cautionSentences } from './cautions.ts';
import { musicSentences } from './music.ts';
import { olderReportSentences } from './older-reports.ts';
import { reasonSentences } from './reasons.ts';
import { type SentenceTexts, sayFrom } from './say-from.ts';
import { bodySentences } from './summary-body.ts';
import { gapSentences } from './summary-gaps.ts';
import { stepSentences } from './summary-steps.ts';
import { timingSentences } from './summary-timing.ts';
import { warningSentences } from './warnings.ts';

/**
 * Every sentence of reports and warnings. The set is closed: a new sentence starts with an entry here. Codes and the
 * names of values are stable; texts are not.
 */
const sentenceCatalogue = {
  ...timingSentences,
  ...bodySentences,
  ...stepSentences,
  ...gapSentences,
  ...musicSentences,
  ...reasonSentences,
  ...cautionSentences,
  ...warningSentences,
  ...olderReportSentences,
} as const satisfies SentenceTexts;

export type SentenceCode = keyof typeof sentenceCatalogue;

/** Makes a sentence of the catalogue: `say('hidden', { part: 'left-knee' })`, `say('no-jump')`. */
export const say = sayFrom(sentenceCatalogue);

const sayWarning = sayFrom(warningSentences);

/** Makes a warning: `warn('dark-picture')`. */
export function warn<Code extends WarningCode>(
  code: Code,
  ...values: Parameters<(typeof warningSentences)[Code]>
): Warning {
  const sentence = sayWarning(code, ...values);
  return { ...sentence, code, message: sentence.text };
}
