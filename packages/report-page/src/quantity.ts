import {
  isMetricId,
  type Metric,
  metricCatalogue,
  narrowSpace,
  numeral,
  quantity,
  type WrittenQuantity,
  writeQuantity,
} from '@dance-pose/contracts';

/** The value of a metric, and its error; with a plus if its sign is a side or a direction. */
export function metricQuantity({ id, unit, error }: Metric, value: number): WrittenQuantity {
  const written = writeQuantity({ value, unit, error });
  const isSigned = isMetricId(id) && metricCatalogue[id].direction === 'signed';
  const isPositive = value > 0 && /[1-9]/.test(written.amount);
  return isPositive && isSigned ? { ...written, amount: `+${written.amount}` } : written;
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
