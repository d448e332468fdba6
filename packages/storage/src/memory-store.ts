import type { ObjectStore } from './object-store.ts';

export function createMemoryStore(): ObjectStore {
  throw new Error('createMemoryStore arrives with the next commit');
}
