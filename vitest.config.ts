import { defineConfig } from "vitest/config";

// `pnpm watch` runs the tests of every package in one process. `npm test` runs each package's
// own tests through turbo, which remembers what passed.
export default defineConfig({
  test: { projects: ["packages/*", "scripts/*/vitest.config.ts", "docs", "examples/support-desk"] },
});
