import { type JobRecord, UserError } from '@dance-pose/contracts';
import type { Call, Reply } from '../http/endpoint.ts';
import { type FindCall, findJob } from './find-job.ts';
import { annotatedArtifact, type Disposition } from './job-document.ts';
import { type RedirectingCall, redirectToArtifact } from './redirect-to-artifact.ts';

/** `<id>_annotated.mp4`, or `.png` once the input was found to be a picture. */
export function legacyFileName({ id, result }: JobRecord): string {
  const name = result === null ? 'annotated.mp4' : annotatedArtifact(result).name;
  return `${id}_${name}`;
}

/**
 * Redirects to the annotated file that a legacy file name names. Both extensions are accepted: while a job runs, its
 * kind of result is not known.
 */
export async function redirectToLegacyFile(
  call: Pick<Call, 'request'> & FindCall & RedirectingCall,
  disposition: Disposition,
): Promise<Reply> {
  const file = call.request.params.file as string;
  const id = /^([0-9a-f]{32})_annotated\.(?:mp4|png)$/.exec(file)?.[1];
  if (id === undefined) {
    throw new UserError(
      'not-found',
      `There is no file ${JSON.stringify(file)}. Use the name that POST /upload returned in "output".`,
    );
  }
  const { record } = await findJob(call, id);
  return redirectToArtifact(call, record, annotatedArtifact, disposition);
}
