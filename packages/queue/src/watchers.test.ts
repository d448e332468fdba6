import { getEventListeners } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { createWatchers } from './watchers.ts';

describe('createWatchers', () => {
  const { signal } = new AbortController();

  test('news that comes before the wait is not lost, and is told once', async () => {
    const watchers = createWatchers();
    using watch = watchers.watch('a');
    watchers.wake('a');
    watchers.wake('a');
    expect(await watch.news(signal)).toBe(true);
    const next = watch.news(AbortSignal.timeout(20));
    watchers.wake('b');
    expect(await next).toBe(false);
  });

  test('wakes every watcher of the job, or of all jobs', async () => {
    const watchers = createWatchers();
    using first = watchers.watch('a');
    using second = watchers.watch('a');
    using other = watchers.watch('b');
    const both = Promise.all([first.news(signal), second.news(signal)]);
    watchers.wake('a');
    expect(await both).toEqual([true, true]);
    watchers.wakeAll();
    expect(await other.news(signal)).toBe(true);
  });

  test('a signal that outlives many waits gathers no listeners', async () => {
    const watchers = createWatchers();
    using watch = watchers.watch('a');
    for (let i = 0; i < 20; i += 1) {
      const news = watch.news(signal);
      watchers.wake('a');
      await news;
    }
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
