import { createMemoryStore } from './memory-store.ts';
import { describeObjectStore } from './object-store-conformance.ts';

describeObjectStore({
  name: 'memory',
  open: async () => {
    const store = createMemoryStore();
    return {
      store,
      leftovers: async () => [],
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    };
  },
});
