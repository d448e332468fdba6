/** A signal that fires with the given one, or with `reason()` after that time; disposing stops the clock. */
export function withDeadline(
  signal: AbortSignal,
  limitMs: number,
  reason: () => Error,
): { readonly signal: AbortSignal } & Disposable {
  const tooLate = new AbortController();
  const timer = setTimeout(() => tooLate.abort(reason()), limitMs);
  return {
    signal: AbortSignal.any([signal, tooLate.signal]),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
