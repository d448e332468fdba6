import { describeInterruptedPuts } from './interrupted-puts-conformance.ts';
import { createMemoryStore } from './memory-store.ts';
import { describeObjectStore } from './object-store-conformance.ts';
import type { StoreSubject } from './shared-conformance.ts';

const memory: StoreSubject = {
  name: 'memory',
  open: async () => {
    const store = createMemoryStore();
    return {
      store,
      leftovers: async () => [],
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    };
  },
};

describeObjectStore(memory);
describeInterruptedPuts(memory);
