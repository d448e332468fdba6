import { UserError } from '@dance-pose/contracts';
import type { NewJob } from './job-queue.ts';

/**
 * A job's place in its owner's list: creation time, then id, so that equal times have an order too.
 * Sorts as text; the place of the last job seen is the cursor of the next page.
 */
export function listPlace({ id, createdAt }: Pick<NewJob, 'id' | 'createdAt'>): string {
  return `${String(Date.parse(createdAt)).padStart(timeDigits, '0')}-${id}`;
}

export function jobIdOfPlace(place: string): string {
  return place.slice(timeDigits + 1);
}

export function checkCursor(cursor: string): string {
  if (cursorShape.test(cursor)) return cursor;
  throw new UserError(
    'invalid-request',
    'The cursor is not valid. Use the nextCursor of an earlier page unchanged, or no cursor to start at the newest job.',
    { fields: [{ path: 'cursor', message: 'must be the nextCursor of an earlier page' }] },
  );
}

const timeDigits = 15;
const cursorShape = /^\d{15}-[0-9a-f]{32}$/;
