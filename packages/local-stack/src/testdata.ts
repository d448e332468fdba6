import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Folder of real clips, which are not part of the project: DANCE_POSE_TESTDATA, or `shared/testdata` next to the
 * repository.
 */
export const testdata =
  process.env.DANCE_POSE_TESTDATA || resolve(import.meta.dirname, '../../../../shared/testdata');

/** False: the tests in `*.clips.test.ts` are skipped, and `.ci/run` counts them. */
export const hasTestdata = existsSync(testdata);
