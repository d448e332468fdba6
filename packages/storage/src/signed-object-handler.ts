import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DiskStore } from './disk-store.ts';

/** Mount at the root (`app.use(handler)`): paths that are not `/objects/…` go to `next`. */
export type SignedObjectHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

export function createSignedObjectHandler(_store: DiskStore): SignedObjectHandler {
  throw new Error('createSignedObjectHandler arrives with the next commit');
}
