import { type Metric, reportSchema } from '@dance-pose/contracts';
import type { MovementReport } from '@dance-pose/movement';

/**
 * What a report says that it cannot know, or keeps to itself: numbers that are none, numbers from nothing,
 * and gaps without a reason. A sentence each; none of an honest report.
 */
export function dishonesties({ report, series, track }: MovementReport): string[] {
  const problems: string[] = [];
  const schema = reportSchema.safeParse(report);
  if (!schema.success) problems.push(`The report breaks its schema: ${schema.error.message}`);
  problems.push(...badNumbers(report, 'report'));
  const metrics = [report.metrics, ...report.phrases.map((phrase) => phrase.metrics)];
  problems.push(...metrics.flatMap((some) => some.flatMap(dishonesty)));
  for (const { id, values } of series) {
    if (values.length !== track.frameCount) problems.push(`${id} has ${values.length} values.`);
    problems.push(...badNumbers(values, id).slice(0, 1));
  }
  const ids = report.metrics.map(({ id }) => id);
  if (new Set(ids).size < ids.length) problems.push('Two metrics share an id.');
  return problems;
}

function dishonesty({ id, value, coverage, reason, validity }: Metric): string[] {
  if (value === null && (reason ?? '').length < 10)
    return [`${id} is not measured without a reason.`];
  if (value === null) return [];
  const problems: string[] = [];
  if (reason !== undefined) problems.push(`${id} is measured, with the reason "${reason}".`);
  if (validity === 'not-from-this-view') problems.push(`${id} is measured from the wrong view.`);
  if (coverage === 0) problems.push(`${id} is ${value} of what was never in sight.`);
  return problems;
}

/** Numbers anywhere within that JSON could not hold. */
function badNumbers(value: unknown, place: string): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${place} is ${value}.`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => badNumbers(part, `${place}.${key}`));
}
