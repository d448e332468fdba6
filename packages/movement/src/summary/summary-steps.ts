import { findMetric, isBeyondError, type Metric, say } from '@dance-pose/contracts';
import { errorOf, type Measured, type Statement, trusted, withError } from './summary-facts.ts';

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
  const [turnsLeft, turnsRight, jumped] = [left, right, jumps].map((count) =>
    Number.isNaN(count) ? 0 : count,
  ) as [number, number, number];
  if (turnsLeft + turnsRight + jumped === 0) return [];
  const high =
    jumped === 0 || Number.isNaN(rise) ? {} : riseOf(rise, errorOf(metrics, 'jump-rise'));
  const sentence = say('turns-and-jumps', { turnsLeft, turnsRight, jumps: jumped, ...high });
  return [{ sentence, weight: 0.9 }];
}

const riseOf = (rise: number, error: number | null): { rise: number; riseError?: number } =>
  error === null ? { rise } : { rise, riseError: error };

const shortestBalanceSeconds = 1;

function longestBalance(metrics: readonly Metric[]): Statement[] {
  const seconds = trusted(metrics, 'longest-balance');
  if (!(seconds >= shortestBalanceSeconds)) return [];
  const error = withError(errorOf(metrics, 'longest-balance'));
  return [{ sentence: say('longest-balance', { seconds, ...error }), weight: 0.5 }];
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
      error: errorOf(metrics, 'kinetic-energy'),
    }))
    .filter(({ energy }) => !Number.isNaN(energy))
    .toSorted((a, b) => b.energy - a.energy);
  const [strongest, middle] = [ranked[0], ranked[ranked.length >> 1]];
  const calmest = ranked.at(-1);
  if (!strongest || !middle || !calmest || ranked.length < leastPhrases) return [];
  if (strongest.energy < standsOut * middle.energy) return [];
  const isClear = (other: typeof middle): boolean =>
    isBeyondError(strongest.energy - other.energy, strongest.error, other.error);
  if (!isClear(middle) || !isClear(calmest)) return [];
  const sentence = say('energy-over-phrases', {
    mostFromMs: strongest.startMs,
    mostToMs: strongest.endMs,
    leastFromMs: calmest.startMs,
    leastToMs: calmest.endMs,
  });
  return [{ sentence, weight: 0.35 }];
}

function energyOf(metrics: readonly Metric[]): number {
  const { coverage = 0 } = findMetric(metrics, 'kinetic-energy') ?? {};
  return coverage >= leastSeen ? trusted(metrics, 'kinetic-energy') : Number.NaN;
}
