import { describe, test } from '@jest/globals';
import { describeArchive } from './testing/archive-conformance.ts';
import { describeChanges } from './testing/changes-conformance.ts';
import { describeClose } from './testing/close-conformance.ts';
import { describeLedger } from './testing/ledger-conformance.ts';
import { describeLimiter } from './testing/limiter-conformance.ts';
import { describeList } from './testing/list-conformance.ts';
import { describeLoad } from './testing/load-conformance.ts';
import { describeRetry } from './testing/retry-conformance.ts';
import { describeRun } from './testing/run-conformance.ts';
import { type QueueUnderTest, setUpQueue } from './testing/setup-conformance.ts';
import { describeStop } from './testing/stop-conformance.ts';

/** What every queue must do; each implementation runs it. `open` gives a new, empty one. */
export function describeQueue(name: string, open: () => Promise<QueueUnderTest>): void {
  describe(name, () => {
    const tests = setUpQueue(open);
    describeRun(tests);
    describeStop(tests);
    describeRetry(tests);
    describeList(tests);
    describeLoad(tests);
    describeChanges(tests);
    describeClose(tests);
    describeArchive(tests);
    describeLedger(tests);
    describeLimiter(tests);
    test('ping answers', () => tests.queue.ping());
  });
}
