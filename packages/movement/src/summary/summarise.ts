import { type Sentence, type Series, say } from '@dance-pose/contracts';
import { bodyStatements } from './summary-body.ts';
import type { Measured } from './summary-facts.ts';
import { gapStatements } from './summary-gaps.ts';
import { stepStatements } from './summary-steps.ts';
import { stillSummary } from './summary-still.ts';
import { timingStatements } from './summary-timing.ts';

const mostStatements = 6;

/**
 * A few sentences for the dancer, the most important first, then what could not be measured. Metrics with low
 * confidence and differences too small to see are left out.
 */
export function summarise(measured: Measured, series: readonly Series[]): Sentence[] {
  const { frames, framesWithoutDancer } = measured.repairs;
  if (framesWithoutDancer === frames) return [say('nobody-measured')];
  if (frames < 2) return stillSummary(series);
  const statements = [timingStatements, stepStatements, bodyStatements]
    .flatMap((statementsOf) => statementsOf(measured))
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, mostStatements);
  return [...statements.map(({ sentence }) => sentence), ...gapStatements(measured)];
}
