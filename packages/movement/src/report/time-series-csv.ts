import { columnName, frameColumns, type Series } from '@dance-pose/contracts';

/** Four decimals: no landmark is accurate to a tenth of a millimetre or a hundredth of a degree. */
const decimals = 1e4;

const cell = (value: number | null | undefined): string =>
  typeof value === 'number' ? String(Math.round(value * decimals) / decimals) : '';

/** Rows per piece: single rows would cost more to pass on than to format. */
const rowsAtOnce = 256;

/**
 * `timeseries.csv` (RFC 4180): a header, then one row per frame. A cell is empty where there is no value.
 * @param fps frames per second; frame 0 is at time 0.
 * @returns pieces of the file.
 */
export function* timeSeriesCsv(series: readonly Series[], fps: number): Generator<string> {
  yield `${[...Object.keys(frameColumns), ...series.map(({ id }) => columnName(id))].join(',')}\r\n`;
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
