import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    // Some tests start bundlers, which a busy machine can take its time over.
    testTimeout: 60_000,
  },
});
