import type { Take, TakeStore } from './take.ts';

/** For tests. */
export function createMemoryTakes(): TakeStore {
  const kept = new Map<string, { readonly take: Take; readonly pieces: Blob[] }>();
  return {
    async add(take, index, piece) {
      const pieces = kept.get(take.id)?.pieces ?? [];
      pieces[index] = piece;
      kept.set(take.id, { take, pieces });
    },
    list: async () =>
      [...kept.values()].map(({ take }) => take).sort((a, b) => b.startedAt - a.startedAt),
    pieces: async (id) => kept.get(id)?.pieces ?? [],
    remove: async (id) => void kept.delete(id),
  };
}
