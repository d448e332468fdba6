import { findMetric, type Metric } from '@dance-pose/contracts';
import { clockTime, counted, type Measured, type Statement, trusted } from './summary-facts.ts';

/** Turns, jumps, balances, and the phrases with the most and the least energy. */
export const stepStatements = (measured: Measured): Statement[] => [
  ...turnsAndJumps(measured.metrics),
  ...longestBalance(measured.metrics),
  ...strongestPhrase(measured),
];

function turnsAndJumps(metrics: readonly Metric[]): Statement[] {
  const left = trusted(metrics, 'turns-left');
  const right = trusted(metrics, 'turns-right');
  const jumps = trusted(metrics, 'jumps');
  const rise = trusted(metrics, 'jump-rise');
  const turns = [
    ...(left > 0 ? [`${counted(left, 'full turn')} to the left`] : []),
    ...(right > 0 ? [`${counted(right, 'full turn')} to the right`] : []),
  ];
  const steps = [...turns, ...(jumps > 0 ? [counted(jumps, 'jump')] : [])];
  if (steps.length === 0) return [];
  const lift = `lifts you by ${Math.round(100 * rise)} % of your trunk length`;
  const high = Number.isNaN(rise) ? '' : `; ${jumps === 1 ? 'it' : 'the highest'} ${lift}`;
  return [{ text: `You make ${listed(steps)}${jumps > 0 ? high : ''}.`, weight: 0.9 }];
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const shortestBalanceSeconds = 1;

function longestBalance(metrics: readonly Metric[]): Statement[] {
  const seconds = trusted(metrics, 'longest-balance');
  if (!(seconds >= shortestBalanceSeconds)) return [];
  return [{ text: `Your longest balance on one foot lasts ${seconds.toFixed(1)} s.`, weight: 0.5 }];
}

const leastPhrases = 3;
/** Coverage that a phrase needs: the energy of hidden movement would be missing from it. */
const leastSeen = 0.8;
/** Energy of the strongest phrase, relative to the median phrase, from which it stands out. */
const standsOut = 1.5;

function strongestPhrase({ phrases }: Measured): Statement[] {
  const ranked = phrases
    .map(({ startMs, endMs, metrics }) => ({
      ...{ startMs, endMs },
      energy: energyOf(metrics),
    }))
    .filter(({ energy }) => !Number.isNaN(energy))
    .toSorted((a, b) => b.energy - a.energy);
  const [strongest, middle] = [ranked[0], ranked[ranked.length >> 1]];
  const calmest = ranked.at(-1);
  if (!strongest || !middle || !calmest || ranked.length < leastPhrases) return [];
  if (strongest.energy < standsOut * middle.energy) return [];
  const when = ({ startMs, endMs }: { startMs: number; endMs: number }): string =>
    `from ${clockTime(startMs)} to ${clockTime(endMs)}`;
  const text = `You dance with the most energy ${when(strongest)} and the least ${when(calmest)}.`;
  return [{ text, weight: 0.35 }];
}

function energyOf(metrics: readonly Metric[]): number {
  const { coverage = 0 } = findMetric(metrics, 'kinetic-energy') ?? {};
  return coverage >= leastSeen ? trusted(metrics, 'kinetic-energy') : Number.NaN;
}
