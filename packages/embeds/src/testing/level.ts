/**
 * Whether tests enumerate every case (`pnpm test:full`). The plain level takes a sample that holds
 * each kind of case once.
 */
export const isFullLevel: boolean = process.env["KAPSO_TEST_LEVEL"] === "full";
