import type { Confidence } from '@dance-pose/contracts';

/** Start of the counts of eight. */
export interface Eights {
  /** Index of the first "one" in the list of beats, 0–7. */
  readonly firstOne: number;
  /** `low` if the accents give no evidence, so that the count may start on another beat. */
  readonly confidence: Confidence;
}

/** Differences in loudness below 5 % are inaudible. */
const minScatter = 0.05;

/** In standard errors; below this the accents do not differ. */
const minLead = 1;

/**
 * Estimates which beats are the "one": the offset in the eight whose accents are the strongest. The confidence
 * depends on the lead over the second strongest, relative to the scatter of the accents.
 * @param accents of the beats, in order; null if unknown.
 */
export function findEights(accents: readonly (number | null)[]): Eights {
  const groups = byOffsetInEight(relativeToTrend(accents));
  const known = groups.reduce((sum, group) => sum + group.length, 0);
  if (groups.some((group) => group.length === 0)) return { firstOne: 0, confidence: 'low' };
  const scatter = Math.max(scatterWithin(groups, known), minScatter);
  const ranked = groups
    .map((group, offset) => ({ offset, mean: mean(group), count: group.length }))
    .sort((a, b) => b.mean - a.mean);
  const [best, second] = ranked;
  if (!best || !second) return { firstOne: 0, confidence: 'low' };
  const lead = (best.mean - second.mean) / (scatter * Math.sqrt(1 / best.count + 1 / second.count));
  if (!(lead >= minLead)) return { firstOne: 0, confidence: 'low' };
  return { firstOne: best.offset, confidence: confidenceFrom(lead, known / 8) };
}

function confidenceFrom(lead: number, eights: number): Confidence {
  if (lead >= 5 && eights >= 4) return 'high';
  return lead >= 3 && eights >= 3 ? 'medium' : 'low';
}

/** Log ratios (perceived loudness) to the mean of the surrounding eight beats, which contain each offset once. */
function relativeToTrend(accents: readonly (number | null)[]): (number | null)[] {
  return accents.map((accent, i) => {
    const start = Math.min(Math.max(0, i - 4), Math.max(0, accents.length - 8));
    const around = mean(accents.slice(start, start + 8).filter((value) => value !== null));
    return accent === null || around === 0 ? null : Math.log(0.1 + accent / around);
  });
}

function byOffsetInEight(accents: readonly (number | null)[]): number[][] {
  return Array.from({ length: 8 }, (_, offset) =>
    accents.filter((accent, i) => accent !== null && i % 8 === offset).map(Number),
  );
}

/** Standard deviation of accents at the same offset in the eight. */
function scatterWithin(groups: readonly (readonly number[])[], known: number): number {
  const squares = groups.flatMap((group) => group.map((value) => (value - mean(group)) ** 2));
  return Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / Math.max(1, known - 8));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
