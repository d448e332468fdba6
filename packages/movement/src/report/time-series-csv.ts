import { columnName, errorColumnName, frameColumns, type Series } from '@dance-pose/contracts';

/** Four decimals: no landmark is accurate to a tenth of a millimetre or a hundredth of a degree. */
const decimals = 1e4;

const cell = (value: number | null | undefined): string =>
  typeof value === 'number' ? String(Math.round(value * decimals) / decimals) : '';

/** Rows per piece: single rows would cost more to pass on than to format. */
const rowsAtOnce = 256;

interface Column {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** A series, and its errors next to it if they are known. */
const columnsOf = ({ id, values, errors }: Series): Column[] => [
  { name: columnName(id), values },
  ...(errors === undefined ? [] : [{ name: errorColumnName(id), values: errors }]),
];

/**
 * `timeseries.csv` (RFC 4180): a header, then one row per frame. A cell is empty where there is no value.
 * @param fps frames per second; frame 0 is at time 0.
 * @returns pieces of the file.
 */
export function* timeSeriesCsv(series: readonly Series[], fps: number): Generator<string> {
  const columns = series.flatMap(columnsOf);
  yield `${[...Object.keys(frameColumns), ...columns.map(({ name }) => name)].join(',')}\r\n`;
  const frameCount = series[0]?.values.length ?? 0;
  for (let from = 0; from < frameCount; from += rowsAtOnce) {
    let rows = '';
    for (let at = from; at < Math.min(frameCount, from + rowsAtOnce); at += 1) {
      const cells = columns.map(({ values }) => cell(values[at]));
      rows += `${at},${cell(at / fps)},${cells.join(',')}\r\n`;
    }
    yield rows;
  }
}
