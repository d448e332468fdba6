/**
 * @typedef {object} Report the part of jest's JSON that counts
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numRuntimeErrorTestSuites files that broke before their tests could run
 * @property {number} numPassedTestSuites
 * @property {number} numFailedTestSuites
 * @property {{ name: string, assertionResults: { status: string, fullName: string }[] }[]} testResults
 */

/**
 * A skipped test is a failure here: it means that the machine lacks what the test needs (a browser, Prometheus).
 * Only real clips, which are not part of the project, may be missing: their tests are counted.
 * @param {Readonly<Record<string, string>>} reports jest's report of each test command; empty when it wrote none
 * @param {readonly string[]} failedCommands
 */
export function summarise(reports, failedCommands) {
  const given = Object.values(reports).filter((json) => json.trim() !== '');
  const total = given.map(tally).reduce(add, nothing);
  const unreported = Object.keys(reports).filter((name) => reports[name]?.trim() === '');
  // A test command fails with its tests; it counts by itself only when they do not explain it.
  const unexplained = failedCommands.filter(
    (name) => !unreported.includes(name) && failuresOf(reports[name]) === 0,
  );
  const failed = failuresIn(total) + unreported.length + unexplained.length;
  const { passed, broken, suites, failedSuites, withoutClips } = total;
  return {
    lines: [
      '',
      ...total.failed.map((name) => `FAILED   ${name}`),
      ...total.skipped.map((name) => `SKIPPED  ${name} (in CI every test must run)`),
      ...new Set([...unreported, ...failedCommands].map((command) => `FAILED   ${command}`)),
      ...(withoutClips > 0
        ? [`${withoutClips} tests were skipped: there are no real clips (see CONTRIBUTING.md)`]
        : []),
      `Test files: ${suites} (${failedSuites} with failures, ${broken} that could not run)`,
      `${passed} passed, ${failed} failed${withoutClips > 0 ? `, ${withoutClips} skipped` : ''}`,
    ],
    isGood: failed === 0 && passed > 0,
  };
}

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} broken
 * @property {number} suites
 * @property {number} failedSuites
 * @property {number} withoutClips
 * @property {readonly string[]} failed
 * @property {readonly string[]} skipped for another reason than missing clips
 */

/** @type {Tally} */
const nothing = {
  ...{ passed: 0, broken: 0, suites: 0, failedSuites: 0, withoutClips: 0 },
  ...{ failed: [], skipped: [] },
};

/** @param {string} json @returns {Tally} */
function tally(json) {
  /** @type {Report} */
  const report = JSON.parse(json);
  const notRun = testsThat(report, ['pending', 'skipped', 'todo']);
  const skipped = notRun.filter(({ file }) => !file.endsWith('.clips.test.ts'));
  return {
    passed: report.numPassedTests,
    broken: report.numRuntimeErrorTestSuites,
    suites: report.numPassedTestSuites + report.numFailedTestSuites,
    failedSuites: report.numFailedTestSuites,
    withoutClips: notRun.length - skipped.length,
    failed: testsThat(report, ['failed']).map(({ name }) => name),
    skipped: skipped.map(({ name }) => name),
  };
}

/** @param {Tally} a @param {Tally} b @returns {Tally} */
const add = (a, b) => ({
  passed: a.passed + b.passed,
  broken: a.broken + b.broken,
  suites: a.suites + b.suites,
  failedSuites: a.failedSuites + b.failedSuites,
  withoutClips: a.withoutClips + b.withoutClips,
  failed: [...a.failed, ...b.failed],
  skipped: [...a.skipped, ...b.skipped],
});

/** @param {Tally} tally */
const failuresIn = ({ failed, broken, skipped }) => failed.length + broken + skipped.length;

/** @param {string | undefined} json */
const failuresOf = (json) => (json ? failuresIn(tally(json)) : 0);

/**
 * @param {Report} report
 * @param {readonly string[]} statuses
 */
function testsThat(report, statuses) {
  return report.testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => statuses.includes(status))
      .map(({ fullName }) => ({ file, name: `${file}: ${fullName}` })),
  );
}
