import { type Report, reportSchema } from './report.ts';
import { upgradeReport } from './upgrade-report.ts';

/**
 * Reads a stored `report.json` of this or an earlier schema.
 * @param json the parsed file.
 * @throws ZodError if it is not a report.
 */
export const readReport = (json: unknown): Report => reportSchema.parse(upgradeReport(json));
