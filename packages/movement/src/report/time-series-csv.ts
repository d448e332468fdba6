import type { Series } from '@dance-pose/contracts';

/** Of the columns' units, as they end the names; what has no unit ends without. */
const unitEndings: Readonly<Record<string, string>> = {
  '1': '',
  '°': '_deg',
  px: '_px',
  S: '_trunk',
  'S²': '_trunk2',
  'S/s': '_trunk_per_s',
  'S/s²': '_trunk_per_s2',
  'S/s³': '_trunk_per_s3',
  'S²/s²': '_trunk2_per_s2',
};

/** `left_knee_angle_2d_deg`: what a series is called in the CSV. */
export function columnName({ id, unit }: Pick<Series, 'id' | 'unit'>): string {
  const ending = unitEndings[unit];
  if (ending === undefined) throw new RangeError(`There is no column name for the unit ${unit}.`);
  return id.replaceAll('-', '_') + ending;
}

/** More than any landmark is exact to: a tenth of a millimetre, a hundredth of a degree. */
const decimals = 1e4;

const cell = (value: number | null | undefined): string =>
  typeof value === 'number' ? String(Math.round(value * decimals) / decimals) : '';

/** Rows that are handed on at once: single ones would cost more to pass on than to make. */
const rowsAtOnce = 256;

/**
 * `timeseries.csv` (RFC 4180): a header, then one row a frame. What could not be measured is an empty cell.
 * @param fps frames a second; frame 0 is at time 0.
 * @returns pieces of the file.
 */
export function* timeSeriesCsv(series: readonly Series[], fps: number): Generator<string> {
  yield `${['frame', 'time_s', ...series.map(columnName)].join(',')}\r\n`;
  const frameCount = series[0]?.values.length ?? 0;
  for (let from = 0; from < frameCount; from += rowsAtOnce) {
    let rows = '';
    for (let at = from; at < Math.min(frameCount, from + rowsAtOnce); at += 1) {
      const cells = series.map(({ values }) => cell(values[at]));
      rows += `${at},${cell(at / fps)},${cells.join(',')}\r\n`;
    }
    yield rows;
  }
}
