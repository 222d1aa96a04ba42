import { defineConfig } from "vitest/config";

export default defineConfig({
  // Compilers and examples run as they would for a reader, and a busy machine takes its time.
  test: { include: ["src/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 60_000 },
});
