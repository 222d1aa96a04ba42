/** `pnpm test:full` tries every runtime and compiler; otherwise, those that need no download. */
export const isFullLevel: boolean = process.env["KAPSO_TEST_LEVEL"] === "full";
