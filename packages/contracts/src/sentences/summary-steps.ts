import type { SentenceTexts } from './say-from.ts';
import { clockTime, counted, inPercent, listed, measured } from './words.ts';

export interface Steps {
  readonly turnsLeft: number;
  readonly turnsRight: number;
  readonly jumps: number;
  /** Rise of the highest jump in trunk lengths, and its error; missing if they are not known. */
  readonly rise?: number;
  readonly riseError?: number;
}

function lifted({ jumps, rise, riseError }: Steps): string {
  if (jumps === 0 || rise === undefined) return '';
  const which = jumps === 1 ? 'it' : 'the highest';
  const height =
    riseError === undefined ? inPercent(rise) : measured(100 * rise, '%', 100 * riseError);
  return `; ${which} lifts you by ${height} of your trunk length`;
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
  'longest-balance': ({ seconds, error }: { seconds: number; error?: number }) =>
    `Your longest balance on one foot lasts ${error === undefined ? `${seconds.toFixed(1)} s` : measured(seconds, 's', error)}.`,
  'energy-over-phrases': ({ mostFromMs, mostToMs, leastFromMs, leastToMs }: Phrases) =>
    `You dance with the most energy from ${clockTime(mostFromMs)} to ${clockTime(mostToMs)} and the least from ${clockTime(leastFromMs)} to ${clockTime(leastToMs)}.`,
} as const satisfies SentenceTexts;
