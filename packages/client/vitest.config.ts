import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Some tests start compilers and servers, which a busy machine can take its time over.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ["src/**/*.test.ts", "type-tests/**/*.test.ts"],
    typecheck: { include: ["src/**/*.test-d.ts"] },
  },
});
