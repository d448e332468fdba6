import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The folder of real clips, which are not part of the project: DANCE_POSE_TESTDATA, or `shared/testdata` beside
 * the repository.
 */
export const testdata =
  process.env.DANCE_POSE_TESTDATA || resolve(import.meta.dirname, '../../../../shared/testdata');

/** The tests of `*.clips.test.ts` are skipped without it, and `.ci/run` counts them. */
export const hasTestdata = existsSync(testdata);
