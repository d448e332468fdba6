import { type JobId, jobSourceSchema, UserError } from '@dance-pose/contracts';
import { z } from 'zod';
import { type AuditedCall, auditForeign } from '../access/audit.ts';
import type { Call } from '../http/endpoint.ts';

/**
 * How long after its announcement an upload can become a job. What is older under `objectKeys.uploads` never
 * will be, and is the janitor's.
 */
const keptMs = 24 * 3600_000;

const announcementSchema = jobSourceSchema.extend({ owner: z.string() });
export type Announcement = z.infer<typeof announcementSchema>;

const ledgerKey = (id: JobId): string => `upload:${id}`;

type LedgerCall = Pick<Call, 'ledger' | 'owner'>;

/** Remembers who may send which file to the store, until a job is made of it. */
export async function announce(
  { ledger, owner }: LedgerCall,
  id: JobId,
  source: z.infer<typeof jobSourceSchema>,
): Promise<void> {
  const announcement: Announcement = { ...source, owner };
  await ledger.set(ledgerKey(id), JSON.stringify(announcement), keptMs);
}

/** @throws `UserError('not-found')` for uploads that are unknown, too old or somebody else's alike. */
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
      `There is no upload ${JSON.stringify(id)}. Announce it with POST /v1/uploads; it is kept for a day.`,
    );
  }
  return announcement;
}
