import { defineConfig } from "vitest/config";

export default defineConfig({
  // Ends a test that hangs. Some tests start many processes and databases, and a busy machine must
  // not reach the limit.
  test: { include: ["src/**/*.test.ts"], testTimeout: 900_000, hookTimeout: 900_000 },
});
