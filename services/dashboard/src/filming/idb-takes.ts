import type { Take, TakeStore } from './take.ts';

const takes = 'takes';
const pieces = 'pieces';

/** Takes in the browser's database. Pieces are written while the camera runs: a crash loses one second. */
export function createIdbTakes(): TakeStore {
  let opened: Promise<IDBDatabase> | undefined;
  const open = (): Promise<IDBDatabase> => {
    opened ??= openDatabase();
    return opened;
  };
  return {
    async add(take, index, piece) {
      await change(await open(), (of) => {
        of(takes).put(take);
        of(pieces).put(piece, [take.id, index]);
      });
    },
    async list() {
      const all = await read<Take[]>(await open(), takes, (store) => store.getAll());
      return all.sort((a, b) => b.startedAt - a.startedAt);
    },
    async pieces(id) {
      return read<Blob[]>(await open(), pieces, (store) => store.getAll(rangeOf(id)));
    },
    async remove(id) {
      await change(await open(), (of) => {
        of(takes).delete(id);
        of(pieces).delete(rangeOf(id));
      });
    },
  };
}

const rangeOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Infinity]);

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('dance-pose-takes', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(takes, { keyPath: 'id' });
    request.result.createObjectStore(pieces);
  };
  return settled(request);
}

const settled = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const read = <Result>(
  database: IDBDatabase,
  name: string,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> => settled(ask(database.transaction(name).objectStore(name)));

/** Resolves when the change is on disk, as far as the browser says. */
function change(
  database: IDBDatabase,
  act: (of: (name: string) => IDBObjectStore) => void,
): Promise<void> {
  const transaction = database.transaction([takes, pieces], 'readwrite');
  act((name) => transaction.objectStore(name));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
