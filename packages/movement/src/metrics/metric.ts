import type { Confidence, Metric, Validity } from '@dance-pose/contracts';

/** What is measured, apart from how it came out. */
export interface MetricKind {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** As far as the method itself can be trusted when everything was in sight. */
  readonly atBest: Confidence;
  /** `valid` unless said. */
  readonly validity?: Exclude<Validity, 'not-from-this-view'>;
}

export interface Finding {
  /** Anything that is not finite is not measurable, nor is what was never in sight, whatever was made of it. */
  readonly value: number;
  readonly coverage: number;
  /** Why there is no value, should there be none. */
  readonly otherwise: string;
}

/** A metric that is honest by construction: no number from nothing, no trust beyond what was seen. */
export function metric(kind: MetricKind, { value, coverage, otherwise }: Finding): Metric {
  const { id, label, unit, atBest, validity = 'valid' } = kind;
  const known = Number.isFinite(value) && coverage > 0;
  return {
    id,
    label,
    // Adding 0 makes 0 of −0, which JSON does not have and nobody wants to read.
    value: known ? value + 0 : null,
    unit,
    coverage,
    confidence: known ? atMost(atBest, trustIn(coverage)) : 'low',
    validity,
    ...(known ? {} : { reason: otherwise }),
  };
}

/** A metric that the camera's place does not allow; `reason` says from where it could be seen. */
export const notFromThisView = (kind: MetricKind, coverage: number, reason: string): Metric => ({
  id: kind.id,
  label: kind.label,
  value: null,
  unit: kind.unit,
  coverage,
  confidence: 'low',
  validity: 'not-from-this-view',
  reason,
});

const tiers: readonly Confidence[] = ['low', 'medium', 'high'];

const atMost = (a: Confidence, b: Confidence): Confidence =>
  tiers.indexOf(a) < tiers.indexOf(b) ? a : b;

const trustIn = (coverage: number): Confidence => {
  if (coverage >= 0.8) return 'high';
  return coverage >= 0.5 ? 'medium' : 'low';
};

/** Why something has no value that was hardly ever seen: "the left knee". */
export const hidden = (what: string): string => `Too little was seen of ${what}.`;
