import { type Metric, reportSchema } from '@dance-pose/contracts';
import type { MovementReport } from '@dance-pose/movement';

/**
 * Finds claims of a report without a basis: invalid numbers, values without data, and missing values without a
 * reason. One sentence each; an empty list for an honest report.
 */
export function honestyProblems({ report, series, track }: MovementReport): string[] {
  const problems: string[] = [];
  const schema = reportSchema.safeParse(report);
  if (!schema.success) problems.push(`The report breaks its schema: ${schema.error.message}`);
  problems.push(...badNumbers(report, 'report'));
  const metrics = [report.metrics, ...report.phrases.map((phrase) => phrase.metrics)];
  problems.push(...metrics.flatMap((some) => some.flatMap(problemsOf)));
  for (const { id, values } of series) {
    if (values.length !== track.frameCount) problems.push(`${id} has ${values.length} values.`);
    problems.push(...badNumbers(values, id).slice(0, 1));
  }
  const ids = report.metrics.map(({ id }) => id);
  if (new Set(ids).size < ids.length) problems.push('Two metrics share an id.');
  return problems;
}

function problemsOf(metric: Metric): string[] {
  const { id, value, coverage, reason, validity } = metric;
  if ((metric.error === null) !== (metric.errorReason !== undefined))
    return [`${id} has neither an error nor a reason why not, or both.`];
  if (value === null && (reason?.text ?? '').length < 10)
    return [`${id} is not measured without a reason.`];
  if (value === null) return [];
  const problems: string[] = [];
  if (reason !== undefined) problems.push(`${id} is measured, with the reason "${reason.text}".`);
  if (validity === 'not-from-this-view') problems.push(`${id} is measured from the wrong view.`);
  if (coverage === 0)
    problems.push(`${id} is ${value}, although its landmarks were never visible.`);
  return problems;
}

/** Numbers anywhere within the value that JSON cannot represent. */
function badNumbers(value: unknown, path: string): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}.`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => badNumbers(part, `${path}.${key}`));
}
