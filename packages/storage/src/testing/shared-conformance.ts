import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { ObjectInfo, ObjectStore } from '../object-store.ts';

export interface StoreFixture extends AsyncDisposable {
  readonly store: ObjectStore;
  /** Contents of the store besides objects: unfinished uploads, temporary files. */
  leftovers(): Promise<readonly string[]>;
  /** Leaves half of a put to that key behind, like a killed process; absent if a killed process leaves nothing. */
  readonly breakOffPut?: (key: string) => Promise<void>;
  /** Address of a link that the store signed; absent if links are absolute. */
  readonly address?: (link: string) => string;
}

export interface StoreSubject {
  readonly name: string;
  open(): Promise<StoreFixture>;
  /** Bytes that a put or get of any size may hold in memory; absent if the store itself is in memory. */
  readonly maxBufferedBytes?: number;
  /** A store of the same kind whose server or folder does not exist. */
  openUnreachable?(): Promise<ObjectStore>;
}

export const mebibyte = 1024 ** 2;

export const type = { contentType: 'application/octet-stream' };

/** A prefix of the store for one test. */
export const newPrefix = (): string => `test/${randomUUID()}/`;

export const refusal = (code: string): unknown =>
  expect.objectContaining({ name: 'UserError', code });

export async function namesOf(
  objects: AsyncIterable<ObjectInfo>,
  prefix: string,
): Promise<string[]> {
  const names: string[] = [];
  for await (const { key } of objects) names.push(key.slice(prefix.length));
  return names;
}

export async function expectNothingAt(fixture: StoreFixture, prefix: string): Promise<void> {
  expect(await namesOf(fixture.store.list(prefix), prefix)).toEqual([]);
  expect(await fixture.leftovers()).toEqual([]);
}
