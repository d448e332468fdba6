import type { SentenceTexts } from './sentence.ts';
import { clockTime, counted, inPercent, listed } from './words.ts';

export interface Steps {
  readonly turnsLeft: number;
  readonly turnsRight: number;
  readonly jumps: number;
  /** Rise of the highest jump in trunk lengths; missing if it is not known. */
  readonly rise?: number;
}

function lifted({ jumps, rise }: Steps): string {
  if (jumps === 0 || rise === undefined) return '';
  const which = jumps === 1 ? 'it' : 'the highest';
  return `; ${which} lifts you by ${inPercent(rise)} of your trunk length`;
}

export interface Phrases {
  readonly mostFromMs: number;
  readonly mostToMs: number;
  readonly leastFromMs: number;
  readonly leastToMs: number;
}

/** Turns, jumps, balances, and the phrases with the most and the least energy. */
export const stepSentences = {
  'turns-and-jumps': (steps: Steps) => {
    const { turnsLeft, turnsRight, jumps } = steps;
    const named = [
      ...(turnsLeft > 0 ? [`${counted(turnsLeft, 'full turn')} to the left`] : []),
      ...(turnsRight > 0 ? [`${counted(turnsRight, 'full turn')} to the right`] : []),
      ...(jumps > 0 ? [counted(jumps, 'jump')] : []),
    ];
    return `You make ${listed(named)}${lifted(steps)}.`;
  },
  'longest-balance': ({ seconds }: { seconds: number }) =>
    `Your longest balance on one foot lasts ${seconds.toFixed(1)} s.`,
  'energy-over-phrases': ({ mostFromMs, mostToMs, leastFromMs, leastToMs }: Phrases) =>
    `You dance with the most energy from ${clockTime(mostFromMs)} to ${clockTime(mostToMs)} and the least from ${clockTime(leastFromMs)} to ${clockTime(leastToMs)}.`,
} as const satisfies SentenceTexts;
