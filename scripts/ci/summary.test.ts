import { describe, expect, test } from '@jest/globals';
import { summarise } from './summary.mjs';

const report = (statuses: readonly string[], brokenFiles = 0): string =>
  JSON.stringify({
    numPassedTests: statuses.filter((status) => status === 'passed').length,
    numFailedTests: statuses.filter((status) => status === 'failed').length,
    numRuntimeErrorTestSuites: brokenFiles,
    numPassedTestSuites: 1,
    numFailedTestSuites: brokenFiles,
    testResults: [
      {
        name: 'dance.test.ts',
        assertionResults: statuses.map((status, index) => ({ status, fullName: `step ${index}` })),
      },
    ],
  });

describe('summarise', () => {
  test('is good when every test passed', () => {
    const { lines, isGood } = summarise(report(['passed', 'passed']), []);
    expect(isGood).toBe(true);
    expect(lines.at(-1)).toBe('2 passed, 0 failed');
  });

  test.each([
    ['a failed test', report(['passed', 'failed']), [], 'FAILED   dance.test.ts: step 1'],
    ['a skipped test', report(['passed', 'pending']), [], 'SKIPPED  dance.test.ts: step 1'],
    ['a file that could not run', report(['passed'], 1), [], '1 that could not run'],
    ['a failed check', report(['passed']), ['pnpm check'], 'FAILED   pnpm check'],
    ['a test command that failed for another reason', report(['passed']), ['npm test'], 'npm test'],
    [
      'a test command that failed with a test',
      report(['passed', 'failed']),
      ['npm test'],
      'step 1',
    ],
  ])('is bad with %s, which counts as one failure', (_what, json, commands, said) => {
    const { lines, isGood } = summarise(json, commands);
    expect(isGood).toBe(false);
    expect(lines.join('\n')).toContain(said);
    expect(lines.at(-1)).toBe('1 passed, 1 failed');
  });

  test('is bad with no test at all, and without a report', () => {
    expect(summarise(report([]), [])).toMatchObject({ isGood: false });
    expect(summarise('', ['npm test'])).toEqual({
      lines: ['FAILED   npm test', '0 passed, 1 failed'],
      isGood: false,
    });
  });
});
