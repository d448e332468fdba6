import { existsSync } from 'node:fs';
import { describe } from '@jest/globals';
import { testdata } from './testdata-folder.ts';

/** A suite that needs real clips; skipped without them. */
export const describeWithTestdata = (name: string, suite: () => void): void => {
  if (existsSync(testdata)) describe(name, suite);
  else describe.skip(`${name} (skipped: there is no ${testdata})`, suite);
};
