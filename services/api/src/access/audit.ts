import { type JobId, UserError } from '@dance-pose/contracts';
import type { Logger } from '@dance-pose/runtime';
import type { Call } from '../http/endpoint.ts';
import { notedJob } from '../http/request-log.ts';

export interface AuditEntry {
  /** `key:<name>` or `address:<IP address>`. */
  readonly who: string;
  readonly what: 'access' | 'submit' | 'cancel' | 'delete' | 'link';
  readonly jobId?: JobId | undefined;
  /** `ok`, or the error code of the response. */
  readonly result: string;
  readonly requestId: string;
}

/**
 * Writes one log line with `audit: true` for an action or a refusal. The entry has no secret, no URL, and nothing of
 * a file, not even its name.
 */
export function audit(log: Logger, entry: AuditEntry): void {
  log.info({ audit: true, ...entry }, 'audit');
}

/** The parts of a call that an audit entry is made from. */
export type AuditedCall = Pick<Call, 'who' | 'requestId' | 'response' | 'log'>;

/** Runs `work` and audits its outcome. */
export async function audited<T>(
  call: AuditedCall,
  what: AuditEntry['what'],
  work: () => Promise<T>,
): Promise<T> {
  try {
    const done = await work();
    auditCall(call, what, 'ok');
    return done;
  } catch (error) {
    auditCall(call, what, error instanceof UserError ? error.code : 'internal');
    throw error;
  }
}

/** Audits a request for another owner's job or upload, which is answered with 404. */
export function auditForeign(call: AuditedCall): void {
  auditCall(call, 'access', 'not-found');
}

function auditCall(
  { who, requestId, response, log }: AuditedCall,
  what: AuditEntry['what'],
  result: string,
): void {
  audit(log, { who, what, jobId: notedJob(response), result, requestId });
}
