import { defineConfig } from "vitest/config";

export default defineConfig({
  // Some tests start browsers and processes, which can take long on a busy machine.
  test: { include: ["src/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 300_000 },
});
