import { type MediaLimits, partAround, type Report, UserError } from '@dance-pose/contracts';
import { cutClip } from '@dance-pose/video';

export interface CutMomentRequest {
  /** Path of the annotated video. */
  readonly path: string;
  readonly report: Report;
  /** Index in the report's moments. */
  readonly moment: number;
  readonly outPath: string;
  readonly limits: MediaLimits;
  readonly signal: AbortSignal;
}

/**
 * Cuts the part of the video that shows a moment into an MP4.
 * @throws UserError `not-found` if the report has no such moment.
 */
export async function cutMoment({ report, moment, ...files }: CutMomentRequest): Promise<void> {
  const found = report.moments[moment];
  if (found === undefined) {
    throw new UserError(
      'not-found',
      `There is no moment ${moment}: the report has ${report.moments.length}, counted from 0.`,
    );
  }
  await cutClip({ ...files, ...partAround(found, report.source.durationMs) });
}
