import { type ErrorKind, errorKinds } from './metric-family.ts';

/** Terms of the model of an error, in the order of their weights. */
export const terms = [
  'jitter',
  'smoothing',
  'phrases',
  'oblique',
  'aside',
  'foreshortening',
  'hidden',
  'small',
  'blur',
] as const;

export type Term = (typeof terms)[number];

/** Errors of a family of metrics. */
export interface FamilyCalibration {
  /** Mean of measured less true, on the scale of the family's {@link ErrorKind}. */
  readonly bias: number;
  /** Logarithm of the expected error where all terms are 0, and the weights of the {@link terms} in it. */
  readonly level: number;
  /** Expected errors of the best and the worst clip of the calibration. */
  readonly least: number;
  readonly most: number;
  readonly weights: readonly number[];
  /**
   * 95th percentile of error over expected error, in clips that were not used for the other numbers (split conformal
   * calibration, Lei et al. 2018): of a whole clip, and of a phrase.
   */
  readonly clip: number;
  readonly phrase: number;
}

export interface Calibration {
  /** Least and greatest value of each term in the clips of the calibration: beyond them nothing is known. */
  readonly bounds: Readonly<Record<ErrorKind, readonly (readonly [number, number])[]>>;
  readonly families: Readonly<Record<string, FamilyCalibration>>;
}

/** Writes a calibration as a table: a line per kind with its bounds, and a line per family. */
export function formatCalibration({ bounds, families }: Calibration): string {
  const line = (name: string, numbers: readonly number[]): string =>
    [name, ...numbers.map((number) => Number(number.toPrecision(digits)))].join(' ');
  return [
    ...Object.entries(bounds).map(([kind, pairs]) => line(kind, pairs.flat())),
    ...Object.entries(families)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([family, { bias, level, least, most, clip, phrase, weights }]) =>
        line(family, [bias, level, least, most, clip, phrase, ...weights]),
      ),
  ].join('\n');
}

/** An error is not known better. */
const digits = 3;

export function parseCalibration(table: string): Calibration {
  const lines = table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', ...numbers] = line.split(' ');
      return { name, numbers: numbers.map(Number) };
    });
  const bounds = lines
    .slice(0, errorKinds.length)
    .map(({ name, numbers }) => [
      name,
      terms.map((_, k): readonly [number, number] => [
        numbers[2 * k] ?? Number.NaN,
        numbers[2 * k + 1] ?? Number.NaN,
      ]),
    ]);
  const families = lines.slice(errorKinds.length).map(({ name, numbers }) => {
    const [bias, level, least, most, clip, phrase, ...weights] = numbers;
    return [name, { bias, level, least, most, clip, phrase, weights }];
  });
  return { bounds: Object.fromEntries(bounds), families: Object.fromEntries(families) };
}
