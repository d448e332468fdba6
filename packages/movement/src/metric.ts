/** How far a number may be trusted. */
export type Confidence = 'high' | 'medium' | 'low';

/** Whether the camera stood where this can be seen; `approximate` where depth had to be guessed. */
export type Validity = 'valid' | 'approximate' | 'not-from-this-view';

/** One measured thing. */
export interface Metric {
  /** Kebab-case and stable: `left-knee-range`. */
  readonly id: string;
  /** For people: `Range of motion, left knee`. */
  readonly label: string;
  /** `null` is not measurable here; `reason` then says why. Never NaN or infinite. */
  readonly value: number | null;
  /** `°`, `ms`, `s`, `S` (trunk lengths of the dancer), `S/s`, `%`, `count`; `1` has no unit. */
  readonly unit: string;
  /** Share of the frames with all the landmarks that it needs in sight, 0–1. */
  readonly coverage: number;
  readonly confidence: Confidence;
  readonly validity: Validity;
  /** A sentence for dancers. */
  readonly reason?: string;
}

/** One value a frame; `null` where it could not be measured, never NaN or infinite. */
export interface Series {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly values: readonly (number | null)[];
}

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
  /** Anything that is not finite is not measurable. */
  readonly value: number;
  readonly coverage: number;
  /** Why there is no value, should there be none. */
  readonly otherwise: string;
}

/** A metric that is honest by construction: no number from nothing, no trust beyond what was seen. */
export function metric(kind: MetricKind, { value, coverage, otherwise }: Finding): Metric {
  const { id, label, unit, atBest, validity = 'valid' } = kind;
  const known = Number.isFinite(value);
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

/** Why something has no value that was hardly ever seen: "The left knee". */
export const hidden = (what: string): string => `${what} was in sight for too little of the time.`;
