import { defineConfig } from "vitest/config";

export default defineConfig({
  // Some tests start compilers, bundlers and servers, which a busy machine can take its time over.
  test: { include: ["src/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
});
