/**
 * Test totals { passed, failed, skipped } of Vitest's JSON report. A file that could not even be loaded has no test
 * that failed, so it counts as one failure itself.
 */
export function vitestTotals(report) {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  ).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** Test totals of Playwright's JSON report; an error outside any test counts as one failure. */
export function playwrightTotals({ stats, errors }) {
  return {
    passed: stats.expected,
    // A test that passes only when it is tried again is not a proof.
    failed: stats.unexpected + stats.flaky + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
  }
}

/** The sum of several totals. */
export function sumTotals(totals) {
  const sum = (key) => totals.reduce((total, one) => total + one[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** The closing line: `N passed, N failed`, and how many were skipped when there are such. */
export function totalsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
