import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // For a test that hangs, and not for a slow machine: some tests start compilers and servers.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // No module keeps state, so all files can share one set of modules: 21 s instead of 28 s.
    isolate: false,
    include: ["src/**/*.test.ts", "type-tests/**/*.test.ts"],
    typecheck: { include: ["src/**/*.test-d.ts"] },
  },
});
