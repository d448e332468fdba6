import type { ObjectStore } from './object-store.ts';

export interface DiskStoreOptions {
  /** An existing folder; the store makes its own folders in it. */
  readonly root: string;
  /** Signs the links; every process that shares the root needs the same. */
  readonly secret: string;
  /** Origin (and path) that links start with; without it they are paths on the API's origin, `/objects/…`. */
  readonly baseUrl?: string;
}

export interface DiskStore extends ObjectStore {
  /** Where an object is the file at its key. */
  readonly objectsFolder: string;
}

export function createDiskStore(_options: DiskStoreOptions): DiskStore {
  throw new Error('createDiskStore arrives with the next commit');
}
