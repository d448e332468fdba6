/** Measures a rate over the last few seconds. */
export interface Speedometer {
  /** @returns units per second; null while it is unknown. */
  note(done: number, nowMs: number): number | null;
}

const windowMs = 5000;
const tooEarlyMs = 500;

export function createSpeedometer(): Speedometer {
  const notes: { readonly done: number; readonly atMs: number }[] = [];
  return {
    note(done, atMs) {
      notes.push({ done, atMs });
      while (notes.length > 2 && (notes[1]?.atMs ?? atMs) < atMs - windowMs) notes.shift();
      const first = notes[0];
      if (first === undefined || atMs - first.atMs < tooEarlyMs) return null;
      return ((done - first.done) * 1000) / (atMs - first.atMs);
    },
  };
}
