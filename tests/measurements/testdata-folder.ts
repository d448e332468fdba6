import { resolve } from 'node:path';

/** Folder of real clips, which are not part of the repository. */
export const testdata =
  process.env.DANCE_POSE_TESTDATA ?? resolve(import.meta.dirname, '../../../shared/testdata');
