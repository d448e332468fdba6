import { DancePoseClient } from '@dance-pose/client';
import { createStore } from './shared/store.ts';

/** Whether the last request had an answer. Streams that broke are taken up again by themselves: pages say so. */
export const isReachable = createStore(true);
addEventListener('offline', () => isReachable.set(() => false));
addEventListener('online', () => isReachable.set(() => true));

/** The service that this page came from. Who is signed in is told by a cookie that no script can read. */
export const service = new DancePoseClient({
  async fetch(input, init) {
    try {
      const response = await fetch(input, init);
      isReachable.set(() => true);
      return response;
    } catch (error) {
      if (!init?.signal?.aborted) isReachable.set(() => false);
      throw error;
    }
  },
});
