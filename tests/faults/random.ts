/** A random source: the same seed gives the same numbers. */
export interface Random {
  /** From `min` to below `max`. */
  between(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffle<T>(list: readonly T[]): T[];
}

/** Mulberry32: 32 bits of state are enough for a plan of some hundred steps. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (min: number, max: number): number => min + next() * (max - min);
  return {
    between,
    chance: (probability) => next() < probability,
    pick<T>(list: readonly T[]): T {
      return list[Math.floor(between(0, list.length))] as T;
    },
    shuffle<T>(list: readonly T[]): T[] {
      const places = list.map((item) => ({ item, place: next() }));
      return places.sort((a, b) => a.place - b.place).map(({ item }) => item);
    },
  };
}
