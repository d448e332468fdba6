import type { Confidence } from '@dance-pose/contracts';

/** Where the counts of eight begin. */
export interface Eights {
  /** Place of the first "one" in the list of beats, 0–7. */
  readonly firstOne: number;
  /** `low` where the accents do not tell and the count may just as well begin on another beat. */
  readonly confidence: Confidence;
}

/** Ratios of loudness below a twentieth are not heard. */
const leastScatter = 0.05;

/** Below this the accents are all alike, as seen in their own scatter. */
const leastLead = 1;

/**
 * Guesses which beats are the "one": those at every eighth place whose accents stand out from all others,
 * measured by how far they lead before the second-best place and how much accents scatter.
 * @param accents of the beats, in order; null where it could not be heard.
 */
export function findEights(accents: readonly (number | null)[]): Eights {
  const groups = byPlaceInEight(withoutTrend(accents));
  const known = groups.reduce((sum, group) => sum + group.length, 0);
  if (groups.some((group) => group.length === 0)) return { firstOne: 0, confidence: 'low' };
  const scatter = Math.max(scatterWithin(groups, known), leastScatter);
  const ranked = groups
    .map((group, place) => ({ place, mean: mean(group), count: group.length }))
    .sort((a, b) => b.mean - a.mean);
  const [best, second] = ranked;
  if (!best || !second) return { firstOne: 0, confidence: 'low' };
  const lead = (best.mean - second.mean) / (scatter * Math.sqrt(1 / best.count + 1 / second.count));
  if (!(lead >= leastLead)) return { firstOne: 0, confidence: 'low' };
  return { firstOne: best.place, confidence: trustIn(lead, known / 8) };
}

function trustIn(lead: number, eights: number): Confidence {
  if (lead >= 5 && eights >= 4) return 'high';
  return lead >= 3 && eights >= 3 ? 'medium' : 'low';
}

/** Ratios, as the ear has it, to the eight beats around, in which each place of the eight stands once. */
function withoutTrend(accents: readonly (number | null)[]): (number | null)[] {
  return accents.map((accent, i) => {
    const start = Math.min(Math.max(0, i - 4), Math.max(0, accents.length - 8));
    const around = mean(accents.slice(start, start + 8).filter((value) => value !== null));
    return accent === null || around === 0 ? null : Math.log(0.1 + accent / around);
  });
}

function byPlaceInEight(accents: readonly (number | null)[]): number[][] {
  return Array.from({ length: 8 }, (_, place) =>
    accents.filter((accent, i) => accent !== null && i % 8 === place).map(Number),
  );
}

/** Standard deviation of accents at the same place of the eight. */
function scatterWithin(groups: readonly (readonly number[])[], known: number): number {
  const squares = groups.flatMap((group) => group.map((value) => (value - mean(group)) ** 2));
  return Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / Math.max(1, known - 8));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
