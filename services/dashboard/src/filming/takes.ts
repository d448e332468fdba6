import { sessionStore } from '../session/session.ts';
import { createStore } from '../shared/store.ts';
import { createIdbTakes } from './idb-takes.ts';
import type { Take, TakeStore } from './take.ts';

let store: TakeStore = createIdbTakes();

/** For tests. */
export const useTakeStore = (other: TakeStore): void => {
  store = other;
};

/** Takes that wait to be sent: those of the owner that no page is recording, showing or sending. */
export const keptTakes = createStore<readonly Take[]>([]);

/** Undefined until it is known who is signed in, or if nobody is. */
export function currentOwner(): string | undefined {
  const session = sessionStore.get();
  return typeof session === 'string' ? undefined : session.owner;
}

/** Reads the list again. A browser without storage has none. */
export async function refreshTakes(): Promise<void> {
  const owner = currentOwner();
  const [all, inUse] = await Promise.all([store.list().catch(() => []), takesInUse()]);
  keptTakes.set(() => all.filter((take) => take.owner === owner && !inUse.has(take.id)));
}

export const piecesOf = (take: Take): Promise<Blob[]> => store.pieces(take.id);

/** @returns false if the browser cannot keep it. */
export const keepPiece = (take: Take, index: number, piece: Blob): Promise<boolean> =>
  store.add(take, index, piece).then(
    () => true,
    () => false,
  );

/** Removes a take that was sent or discarded. */
export async function dropTake(id: string): Promise<void> {
  await store.remove(id).catch(() => {});
  releaseTake(id);
}

const held = new Map<string, () => void>();

/**
 * Marks a take as in use by this page, so that no tab offers it meanwhile. A lock, because the browser releases it when
 * the page is closed or crashes.
 */
export function holdTake(id: string): void {
  if (held.has(id)) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  held.set(id, resolve);
  navigator.locks?.request(lockName(id), () => promise).catch(() => {});
  keptTakes.set((takes) => takes.filter((take) => take.id !== id));
}

/** The take is offered again, if it still exists. */
export function releaseTake(id: string): void {
  held.get(id)?.();
  held.delete(id);
  // The browser releases the lock in a task of its own.
  setTimeout(() => void refreshTakes(), 0);
}

const lockName = (id: string): string => `take ${id}`;

async function takesInUse(): Promise<ReadonlySet<string>> {
  const locks = await navigator.locks?.query();
  const names = locks?.held?.flatMap(({ name }) => name ?? []) ?? [];
  const prefix = lockName('');
  const ids = names
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
  for (const id of ids) if (!held.has(id)) refreshOnceFree(id);
  return new Set([...ids, ...held.keys()]);
}

const awaited = new Set<string>();

/** Another page holds the take: it is offered when that page lets go. After a reload that is this page, a moment ago. */
function refreshOnceFree(id: string): void {
  if (awaited.has(id)) return;
  awaited.add(id);
  void navigator.locks
    .request(lockName(id), { mode: 'shared' }, () => void awaited.delete(id))
    .then(refreshTakes);
}
