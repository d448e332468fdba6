import { DancePoseClient } from '@dance-pose/client';
import { createStore } from './shared/store.ts';

/** True if the last request got a response. Broken event streams reconnect by themselves; pages show this state. */
export const isReachable = createStore(true);
addEventListener('offline', () => isReachable.set(() => false));
addEventListener('online', () => isReachable.set(() => true));

/** Client of the service that serves this page. The session is in a cookie that scripts cannot read. */
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
