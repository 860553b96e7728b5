/**
 * Set by electron.vite.config.ts. A test build lives in `out-test/` and may be driven: it accepts a fake camera,
 * the driver's debugging port and, for root in CI, no sandbox. No other build does.
 */
declare const __TEST_BUILD__: boolean
