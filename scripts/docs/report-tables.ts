import {
  columnName,
  frameColumns,
  type MetricDirection,
  metricCatalogue,
  metricIdsIn,
  metricSections,
  seriesCatalogue,
  seriesIds,
} from '@dance-pose/contracts';

const directions: Readonly<Record<MetricDirection, string>> = {
  more: 'more',
  'higher-is-better': 'better',
  'lower-is-better': 'worse',
  signed: '(+)',
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** The metrics, a table for each section. */
export const metricTables = (): string =>
  metricSections
    .map((section) => {
      const rows = metricIdsIn(section.id).map((id) => {
        const { label, unit, direction, explanation } = metricCatalogue[id];
        return [`\`${id}\``, label, unit, directions[direction], explanation];
      });
      const method = 'method' in section ? [section.method] : [];
      return [
        `### ${section.title}`,
        [section.introduction, ...method].join(' '),
        table(['id', 'label', 'unit', 'higher is', 'explanation'], rows),
      ].join('\n\n');
    })
    .join('\n\n');

/** The columns of `timeseries.csv`, in their order. */
export const columnTable = (): string =>
  table(
    ['column', 'label'],
    [
      ...Object.entries(frameColumns),
      ...seriesIds.map((id) => [columnName(id), seriesCatalogue[id].label] as const),
    ].map(([name, label]) => [`\`${name}\``, label]),
  );

/**
 * Replaces the generated parts of docs/report.md, which are between `<!-- name -->` and `<!-- end of name -->`.
 * @throws RangeError if a part is missing.
 */
export function withReportTables(markdown: string): string {
  const parts = { metrics: metricTables(), columns: columnTable() };
  return Object.entries(parts).reduce((text, [name, content]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new RangeError(`There is no ${begin} … ${end}.`);
    return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
  }, markdown);
}
