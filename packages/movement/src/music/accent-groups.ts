import type { Confidence } from '@dance-pose/contracts';

/** Start of groups of beats. */
export interface AccentGroups {
  /** Index of the first beat of a group in the list of beats. */
  readonly first: number;
  /** `low` if the accents give no evidence, so that the groups may start on another beat. */
  readonly confidence: Confidence;
}

/** Differences in loudness below 5 % are inaudible. */
const minScatter = 0.05;

/** In standard errors; below this the accents do not differ. */
const minLead = 1;

/**
 * Estimates which beats begin groups of equal length: the offset whose accents are the strongest. The confidence
 * depends on the lead over the second strongest, relative to the scatter of the accents.
 * @param accents of the beats, in order.
 * @param length beats of a group.
 */
export function findAccentGroups(accents: readonly number[], length: number): AccentGroups {
  const groups = byOffset(relativeToTrend(accents, length), length);
  const known = groups.reduce((sum, group) => sum + group.length, 0);
  if (groups.some((group) => group.length === 0)) return { first: 0, confidence: 'low' };
  const scatter = Math.max(scatterWithin(groups, known), minScatter);
  const ranked = groups
    .map((group, offset) => ({ offset, mean: mean(group), count: group.length }))
    .sort((a, b) => b.mean - a.mean);
  const [best, second] = ranked;
  if (!best || !second) return { first: 0, confidence: 'low' };
  const lead = (best.mean - second.mean) / (scatter * Math.sqrt(1 / best.count + 1 / second.count));
  if (!(lead >= minLead)) return { first: 0, confidence: 'low' };
  return { first: best.offset, confidence: confidenceFrom(lead, known / length) };
}

function confidenceFrom(lead: number, groups: number): Confidence {
  if (lead >= 5 && groups >= 4) return 'high';
  return lead >= 3 && groups >= 3 ? 'medium' : 'low';
}

/** Log ratios (perceived loudness) to the mean of the surrounding group, which contains each offset once. */
function relativeToTrend(accents: readonly number[], length: number): (number | null)[] {
  return accents.map((accent, i) => {
    const start = Math.min(Math.max(0, i - (length >> 1)), Math.max(0, accents.length - length));
    const around = mean(accents.slice(start, start + length));
    return around === 0 ? null : Math.log(0.1 + accent / around);
  });
}

function byOffset(accents: readonly (number | null)[], length: number): number[][] {
  return Array.from({ length }, (_, offset) =>
    accents.filter((accent, i) => accent !== null && i % length === offset).map(Number),
  );
}

/** Standard deviation of accents at the same offset. */
function scatterWithin(groups: readonly (readonly number[])[], known: number): number {
  const squares = groups.flatMap((group) => group.map((value) => (value - mean(group)) ** 2));
  return Math.sqrt(
    squares.reduce((sum, value) => sum + value, 0) / Math.max(1, known - groups.length),
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
