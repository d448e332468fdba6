import { testFaults } from './faults-conformance.ts';

testFaults({ durationMs: 30_000, longestMs: 4000, everyMs: 1800 });
