import { useEffect, useState } from 'react';
import { problemText } from './problems.ts';

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: string }
  | { readonly state: 'ready'; readonly value: Value };

/** Loads a value on first render; `load` must be stable for as long as its result is. */
export function useLoaded<Value>(load: (signal: AbortSignal) => Promise<Value>): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' });
  useEffect(() => {
    const stop = new AbortController();
    setLoaded({ state: 'loading' });
    load(stop.signal).then(
      (value) => !stop.signal.aborted && setLoaded({ state: 'ready', value }),
      (error: unknown) =>
        !stop.signal.aborted && setLoaded({ state: 'failed', problem: problemText(error) }),
    );
    return () => stop.abort();
  }, [load]);
  return loaded;
}
