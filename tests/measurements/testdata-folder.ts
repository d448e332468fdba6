import { resolve } from 'node:path';

/** The folder of real clips, which are not part of the project. */
export const testdata =
  process.env.DANCE_POSE_TESTDATA ?? resolve(import.meta.dirname, '../../../shared/testdata');
