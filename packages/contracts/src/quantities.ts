// One way to write numbers with their errors, for pages, sentences and the command line.

/** Writes a number with a fixed number of digits after the decimal point; default 0. */
export type Numeral = (value: number, digits?: number) => string;

/** A number to write, such as a metric with a value. */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
  /** Half the width of the 95 % interval; `null` if it is not known. */
  readonly error: number | null;
}

const noBreak = '\u00A0';

/** A quantity in words: `62°` and `± 4`; no error if it is 0 or not known. */
export interface WrittenQuantity {
  readonly amount: string;
  readonly error?: string;
}

const minus = '\u2212';
/** The space between a number and its unit. */
export const narrowSpace = '\u202F';

/** `27,000`, `−0.25`; never `-0`. */
export const numeral: Numeral = (value, digits = 0) => {
  const fixed = Math.abs(value).toFixed(digits);
  const [whole = '', fraction] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = value < 0 && Number(fixed) !== 0 ? minus : '';
  return sign + (fraction === undefined ? grouped : `${grouped}.${fraction}`);
};

/** Most digits after the decimal point: not more than one camera can measure. */
const mostDigits: Readonly<Record<string, number>> = {
  '%': 0,
  count: 0,
  m: 2,
  ms: 0,
  px: 0,
  s: 1,
};

/** Significant digits of values in other units whose error is not known. */
const significantDigits = 3;

function digitsOf(value: number, unit: string): number {
  if (unit === '°') return Math.abs(value) < 9.95 ? 1 : 0;
  if (unit === 'BPM') return Number.isInteger(Number(value.toFixed(1))) ? 0 : 1;
  const most = mostDigits[unit];
  if (most !== undefined) return most;
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return Math.min(2, Math.max(0, significantDigits - 1 - magnitude));
}

/**
 * Digits after the decimal point that an error allows; negative for tens and hundreds. An error that begins with 1
 * or 2 has two significant digits, any other has one.
 */
function digitsAllowedBy(error: number, unit: string): number {
  const magnitude = Math.floor(Math.log10(error));
  const digits = (error / 10 ** magnitude < 2.95 ? 1 : 0) - magnitude;
  return Math.min(digits, mostDigits[unit] ?? (unit === '°' || unit === 'BPM' ? 1 : 3));
}

/** @param digits negative: to tens, hundreds. */
const rounded = (value: number, digits: number): number =>
  digits >= 0 ? value : Math.round(value * 10 ** digits) / 10 ** digits;

const withUnit = (number: string, unit: string): string => {
  if (unit === '1' || unit === 'count') return number;
  return unit === '°' ? `${number}°` : `${number}${narrowSpace}${unit}`;
};

/** A value without its error, reasonably rounded: `41°`, `0.52 S`, `12 ms`. */
export const quantity = (value: number, unit: string, write = numeral): string =>
  withUnit(write(value, digitsOf(value, unit)), unit);

/** A value and its error, rounded to what the error allows: `62°` and `± 4`, `0.52 S` and `± 0.03`. */
export function writeQuantity({ value, unit, error }: Quantity, write = numeral): WrittenQuantity {
  if (error === null || error === 0) return { amount: quantity(value, unit, write) };
  const digits = digitsAllowedBy(error, unit);
  const shown = Math.max(0, digits);
  const least = 10 ** -digits;
  return {
    amount: withUnit(write(rounded(value, digits), shown), unit),
    error: `± ${write(rounded(Math.max(error, least), digits), shown)}`,
  };
}

/** `62° ± 4`, on one line; without the error if it is 0 or not known. */
export function quantityWithError(it: Quantity, write = numeral): string {
  const { amount, error } = writeQuantity(it, write);
  return error === undefined ? amount : `${amount}${noBreak}${error}`;
}
