import { defineConfig } from "vitest/config";

export default defineConfig({
  // Some tests start browsers and processes, which a busy machine can take its time over.
  test: { include: ["src/**/*.test.ts"], testTimeout: 30_000, hookTimeout: 30_000 },
});
