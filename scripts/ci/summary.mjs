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
 * A skipped test is a failure here: it means that the machine lacks what the test needs (clips, an
 * S3 server), and nobody would see it.
 * @param {string} json jest's report; empty when jest did not get as far as writing it
 * @param {readonly string[]} failedCommands
 */
export function summarise(json, failedCommands) {
  if (json.trim() === '') {
    return { lines: [...named(failedCommands), '0 passed, 1 failed'], isGood: false };
  }
  /** @type {Report} */
  const report = JSON.parse(json);
  const skipped = testsThat(report, ['pending', 'skipped', 'todo']);
  const broken = report.numRuntimeErrorTestSuites;
  const failedTests = report.numFailedTests + broken + skipped.length;
  // The test command fails with its tests; it counts by itself only when they do not explain it.
  const unexplained = failedCommands.filter((name) => failedTests === 0 || name !== 'npm test');
  const failed = failedTests + unexplained.length;
  const suites = report.numPassedTestSuites + report.numFailedTestSuites;
  return {
    lines: [
      '',
      ...testsThat(report, ['failed']).map((name) => `FAILED   ${name}`),
      ...skipped.map((name) => `SKIPPED  ${name} (in CI every test must run)`),
      ...named(failedCommands),
      `Test files: ${suites} (${report.numFailedTestSuites} with failures, ${broken} that could not run)`,
      `Tests: ${report.numPassedTests} passed, ${report.numFailedTests} failed, ${skipped.length} skipped`,
      `${report.numPassedTests} passed, ${failed} failed`,
    ],
    isGood: failed === 0 && report.numPassedTests > 0,
  };
}

/** @param {readonly string[]} commands */
const named = (commands) => commands.map((command) => `FAILED   ${command}`);

/**
 * @param {Report} report
 * @param {readonly string[]} statuses
 */
function testsThat(report, statuses) {
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => statuses.includes(status))
      .map(({ fullName }) => `${name}: ${fullName}`),
  );
}
