/** Results in order, two at a time: a model uses one processor. */
export async function* inOrder<Value>(
  tasks: readonly (() => Promise<Value>)[],
): AsyncGenerator<Value> {
  const started: Promise<Value>[] = [];
  const start = (): void => {
    const task = tasks[started.length];
    if (task === undefined) return;
    const result = task();
    // The caller that awaits it gets the error.
    result.catch(() => {});
    started.push(result);
  };
  start();
  for (let i = 0; i < tasks.length; i += 1) {
    start();
    yield await (started[i] as Promise<Value>);
  }
}

export async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const list: Value[] = [];
  for await (const value of values) list.push(value);
  return list;
}
