/** Solves `(XᵀWX + diag(ridge)) β = XᵀWy + ridge·prior` for `β` by Gaussian elimination with pivots. */
export function ridgeRegression({
  rows,
  targets,
  weights,
  ridge,
  prior,
}: {
  readonly rows: readonly (readonly number[])[];
  readonly targets: readonly number[];
  readonly weights: readonly number[];
  readonly ridge: readonly number[];
  readonly prior: readonly number[];
}): number[] {
  const size = ridge.length;
  const system = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size + 1 }, (_, k) => {
      if (k === size) return (ridge[i] ?? 0) * (prior[i] ?? 0);
      return i === k ? (ridge[i] ?? 0) : 0;
    }),
  );
  for (const [n, row] of rows.entries()) {
    const weight = weights[n] ?? 1;
    for (let i = 0; i < size; i += 1) {
      const scaled = weight * (row[i] ?? 0);
      if (scaled === 0) continue;
      const line = system[i] as number[];
      for (let k = 0; k < size; k += 1) line[k] = (line[k] ?? 0) + scaled * (row[k] ?? 0);
      line[size] = (line[size] ?? 0) + scaled * (targets[n] ?? 0);
    }
  }
  return solved(system);
}

/** Solution of a system of linear equations, whose right side is the last column. */
function solved(system: number[][]): number[] {
  const size = system.length;
  for (let column = 0; column < size; column += 1) {
    const rest = system.slice(column);
    const pivot = rest.reduce((best, row) =>
      Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best,
    );
    const at = system.indexOf(pivot);
    [system[column], system[at]] = [pivot, system[column] as number[]];
    for (const row of system) {
      if (row === pivot) continue;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      if (factor === 0) continue;
      for (let k = column; k <= size; k += 1) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  return system.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
