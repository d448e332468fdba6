import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where the test data is, or would be. */
export const testdata =
  process.env.DANCE_POSE_TESTDATA ?? resolve(import.meta.dirname, '../../../shared/testdata');
export const hasTestdata = existsSync(testdata);
