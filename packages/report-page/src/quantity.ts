import { isMetricId, type Metric, metricCatalogue } from '@dance-pose/contracts';

/** Digits after the decimal point: not more than one camera can measure. */
const decimals: Readonly<Record<string, number>> = {
  '%': 0,
  count: 0,
  m: 2,
  ms: 0,
  px: 0,
  s: 1,
};

/** Significant digits of values in other units. */
const significantDigits = 3;

const minus = '\u2212';
/** The space between a number and its unit. */
export const narrowSpace = '\u202F';

/** `27,000`, `−0.25`; never `-0`. */
export function numeral(value: number, digits = 0): string {
  const fixed = Math.abs(value).toFixed(digits);
  const [whole = '', fraction] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = value < 0 && Number(fixed) !== 0 ? minus : '';
  return sign + (fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

function digitsFor(value: number, unit: string): number {
  if (unit === '°') return Math.abs(value) < 9.95 ? 1 : 0;
  if (unit === 'BPM') return Number.isInteger(Number(value.toFixed(1))) ? 0 : 1;
  const fixed = decimals[unit];
  if (fixed !== undefined) return fixed;
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return Math.min(2, Math.max(0, significantDigits - 1 - magnitude));
}

/** A value with its unit, reasonably rounded: `41°`, `0.52 S`, `12 ms`. */
export function quantity(value: number, unit: string): string {
  const number = numeral(value, digitsFor(value, unit));
  if (unit === '1' || unit === 'count') return number;
  return unit === '°' ? `${number}°` : `${number}${narrowSpace}${unit}`;
}

/** The value of a metric; with a plus if its sign is a side or a direction. */
export function metricQuantity({ id, unit }: Metric, value: number): string {
  const text = quantity(value, unit);
  const isSigned = isMetricId(id) && metricCatalogue[id].direction === 'signed';
  const isPositive = value > 0 && /[1-9]/.test(text);
  return isPositive && isSigned ? `+${text}` : text;
}

/** `0:07`, `12:30`; with tenths on request. */
export function clock(ms: number, digits: 0 | 1 = 0): string {
  const seconds = Number((ms / 1000).toFixed(digits));
  const rest = (seconds % 60).toFixed(digits).padStart(digits === 0 ? 2 : 4, '0');
  return `${Math.floor(seconds / 60)}:${rest}`;
}

/** `8.0 s`, `2 min 05 s`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return quantity(ms / 1000, 's');
  const rest = String(seconds % 60).padStart(2, '0');
  return `${Math.floor(seconds / 60)}${narrowSpace}min ${rest}${narrowSpace}s`;
}

export const percent = (share: number): string => quantity(100 * share, '%');

/** `1 jump`, `3 jumps`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${numeral(count)} ${count === 1 ? one : many}`;
