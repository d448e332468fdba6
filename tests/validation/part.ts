import type { PoseModel } from '@dance-pose/contracts';

/** A bound that figures of a part must keep. */
export interface Check {
  readonly claim: string;
  readonly bound: string;
  readonly found: string;
  readonly holds: boolean;
}

export interface Table {
  readonly caption?: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Figures {
  readonly checks: readonly Check[];
  readonly tables: readonly Table[];
}

/** A part of the validation: a section of docs/validation.md. */
export interface Part {
  /** As on the command line. */
  readonly name: string;
  readonly title: string;
  /** Method, in Markdown. */
  readonly introduction: string;
  measure(): Promise<Figures>;
}

/** Model with which parts track clips if they do not compare models. */
export const usualModel: PoseModel = 'full';

/** With as many digits; a dash if it is unknown. */
export const round = (value: number | null | undefined, digits = 1): string => {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
};

const signed = (value: number, digits = 1): string =>
  value > 0 && Number(value.toFixed(digits)) !== 0
    ? `+${round(value, digits)}`
    : round(value, digits);

export const percent = (share: number): string =>
  Number.isFinite(share) ? `${round(100 * share)} %` : '–';

/** Bias with limits of agreement: `+1.0 (−4.2 to +6.2)`. */
export const biasWithLimits = (
  { bias, limits }: { bias: number; limits: readonly [number, number] },
  digits = 1,
): string =>
  Number.isNaN(bias)
    ? '–'
    : `${signed(bias, digits)} (${limits.map((limit) => signed(limit, digits)).join(' to ')})`;

/** A check of a number that must not be larger than the bound. */
export const atMost = (claim: string, found: number, bound: number, unit = ''): Check => ({
  claim,
  bound: `≤ ${bound}${unit}`,
  found: `${round(found, bound < 1 ? 2 : 1)}${unit}`,
  holds: found <= bound,
});

export const within = (
  claim: string,
  found: number,
  [least, most]: readonly [number, number],
  unit = '',
): Check => ({
  claim,
  bound: `${least} to ${most}${unit}`,
  found: `${round(found)}${unit}`,
  holds: found >= least && found <= most,
});
