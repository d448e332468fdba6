import { describe, expect, test } from '@jest/globals';
import { summarise } from './summary.mjs';

const report = (statuses: readonly string[], brokenFiles = 0, name = 'dance.test.ts'): string =>
  JSON.stringify({
    numPassedTests: statuses.filter((status) => status === 'passed').length,
    numFailedTests: statuses.filter((status) => status === 'failed').length,
    numRuntimeErrorTestSuites: brokenFiles,
    numPassedTestSuites: 1,
    numFailedTestSuites: brokenFiles,
    testResults: [
      {
        name,
        assertionResults: statuses.map((status, index) => ({ status, fullName: `step ${index}` })),
      },
    ],
  });

const tiers = (test: string, testCi = report(['passed'])) => ({
  'npm test': test,
  'pnpm test:ci': testCi,
});

describe('summarise', () => {
  test('is good when every test of both tiers passed', () => {
    const { lines, isGood } = summarise(tiers(report(['passed', 'passed'])), []);
    expect(isGood).toBe(true);
    expect(lines.at(-1)).toBe('3 passed, 0 failed');
  });

  test('counts the tests that had no clips, which are no failures', () => {
    const clips = report(['pending', 'pending'], 0, '/a/real.clips.test.ts');
    const { lines, isGood } = summarise(tiers(report(['passed']), clips), []);
    expect(isGood).toBe(true);
    expect(lines.join('\n')).toContain('2 tests were skipped: there are no real clips');
    expect(lines.at(-1)).toBe('1 passed, 0 failed, 2 skipped');
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
  ])(
    'is bad with %s in either tier, which counts as one failure',
    (_what, json, commands, said) => {
      for (const reports of [tiers(json), tiers(report(['passed']), json)]) {
        const { lines, isGood } = summarise(reports, commands);
        expect(isGood).toBe(false);
        expect(lines.join('\n')).toContain(said);
        if (reports['npm test'] === json) expect(lines.at(-1)).toBe('2 passed, 1 failed');
      }
    },
  );

  test('is bad with no test at all, and without the report of a tier', () => {
    expect(summarise(tiers(report([]), report([])), [])).toMatchObject({ isGood: false });
    expect(summarise({ 'npm test': '', 'pnpm test:ci': '' }, ['npm test'])).toMatchObject({
      isGood: false,
    });
    const { lines, isGood } = summarise(tiers(report(['passed']), ''), ['pnpm test:ci']);
    expect(isGood).toBe(false);
    expect(lines).toContain('FAILED   pnpm test:ci');
    expect(lines.at(-1)).toBe('1 passed, 1 failed');
  });
});
