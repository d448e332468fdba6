import { type JobId, jobSourceSchema, UserError } from '@dance-pose/contracts';
import { z } from 'zod';
import { type AuditedCall, auditForeign } from '../access/audit.ts';
import type { Call } from '../http/endpoint.ts';

/**
 * Time within which an announced upload can become a job. The janitor removes older objects under
 * `objectKeys.uploads`.
 */
const keptMs = 24 * 3600_000;

const announcementSchema = jobSourceSchema.extend({ owner: z.string() });
export type Announcement = z.infer<typeof announcementSchema>;

const ledgerKey = (id: JobId): string => `upload:${id}`;

type LedgerCall = Pick<Call, 'ledger' | 'owner'>;

/** Remembers the owner and the size of a direct upload until a job is made from it. */
export async function announce(
  { ledger, owner }: LedgerCall,
  id: JobId,
  source: z.infer<typeof jobSourceSchema>,
): Promise<void> {
  const announcement: Announcement = { ...source, owner };
  await ledger.set(ledgerKey(id), JSON.stringify(announcement), keptMs);
}

/** @throws `UserError('not-found')` if the upload is unknown, expired, or belongs to someone else. */
export async function readAnnouncement(
  call: LedgerCall & AuditedCall,
  id: JobId,
): Promise<Announcement> {
  const { ledger, owner } = call;
  const value = await ledger.get(ledgerKey(id));
  const announcement =
    value === undefined ? undefined : announcementSchema.parse(JSON.parse(value));
  if (announcement?.owner !== owner) {
    if (announcement !== undefined) auditForeign(call);
    throw new UserError(
      'not-found',
      `There is no upload ${JSON.stringify(id)}. Announce it with POST /v1/uploads; an announcement expires after a day.`,
    );
  }
  return announcement;
}
