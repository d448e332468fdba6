import { type JobId, UserError } from '@dance-pose/contracts';
import type { Logger } from '@dance-pose/runtime';
import type { Call } from '../http/endpoint.ts';
import { notedJob } from '../http/request-log.ts';

export interface AuditEntry {
  /** `key:<name>` or `address:<IP address>`. */
  readonly who: string;
  readonly what: 'access' | 'submit' | 'cancel' | 'delete' | 'link';
  readonly jobId?: JobId | undefined;
  /** `ok`, or the code of the problem that was answered. */
  readonly result: string;
  readonly requestId: string;
}

/**
 * One line with `audit: true` for what somebody did or was kept from. Holds no secret, no URL and nothing of
 * a file, its name neither.
 */
export function audit(log: Logger, entry: AuditEntry): void {
  log.info({ audit: true, ...entry }, 'audit');
}

/** The parts of a call that an audit entry is made from. */
export type AuditedCall = Pick<Call, 'who' | 'requestId' | 'response' | 'log'>;

/** Does what the caller asked for, and audits how it went. */
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

/** Somebody asked for what is another's and is told that it is not there. */
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
