import { type Artifact, isEnded, type JobRecord, UserError } from '@dance-pose/contracts';
import { z } from 'zod';
import { type AuditedCall, audited } from '../access/audit.ts';
import type { Reply } from '../http/endpoint.ts';
import { type Disposition, type SigningCall, signArtifact } from './job-document.ts';

export type RedirectingCall = SigningCall & AuditedCall;

type Result = NonNullable<JobRecord['result']>;

/**
 * Sends the client to a freshly signed link of the artifact that `choose` picks of the result.
 * @throws `UserError('job-not-finished' | 'not-found')`
 */
export async function redirectToArtifact(
  call: RedirectingCall,
  record: JobRecord,
  choose: (result: Result) => Artifact | undefined,
  disposition: Disposition,
): Promise<Reply> {
  const link = await audited(call, 'link', async () => {
    if (!isEnded(record.state)) throw notFinished(record);
    const artifact = record.result === null ? undefined : choose(record.result);
    if (artifact === undefined) throw missing(record);
    return signArtifact(call, record, artifact, disposition);
  });
  return redirect(link);
}

/** Sends the client to a link that expires. */
export const redirect = (link: string): Reply => ({
  status: 302,
  headers: { Location: link, 'Cache-Control': 'no-store' },
});

export const linkQuerySchema = z.strictObject({
  /** `inline` plays in the page, `attachment` downloads. */
  disposition: z.enum(['inline', 'attachment']).default('inline'),
});

function notFinished({ id, state, progress }: JobRecord): UserError {
  const done = progress === null ? '' : `, ${Math.floor(progress.percent)} % done`;
  return new UserError(
    'job-not-finished',
    `Job ${id} is ${state}${done}. Try again when it has ended.`,
  );
}

function missing({ id, state, error }: JobRecord): UserError {
  const reason = error === null ? '' : `: ${error.message}`;
  return new UserError('not-found', `Job ${id} is ${state} and has no such file${reason}`);
}
