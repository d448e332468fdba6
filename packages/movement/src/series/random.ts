/**
 * Random numbers in [0, 1) (Marsaglia's xorshift, 2003): the same sequence for the same seed, so that a result can
 * be repeated to the last digit.
 */
export function randomNumbers(seed: number): () => number {
  let state = Math.imul(seed, 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

/** Standard normal numbers, as the sum of twelve uniform ones. */
export function normalNumbers(seed: number): () => number {
  const uniform = randomNumbers(seed);
  return () => {
    let sum = -6;
    for (let i = 0; i < 12; i += 1) sum += uniform();
    return sum;
  };
}
