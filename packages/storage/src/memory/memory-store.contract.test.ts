import { describeInterruptedPuts } from '../testing/interrupted-puts-conformance.ts';
import { describeObjectStore } from '../testing/object-store-conformance.ts';
import type { StoreSubject } from '../testing/shared-conformance.ts';
import { createMemoryStore } from './memory-store.ts';

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
