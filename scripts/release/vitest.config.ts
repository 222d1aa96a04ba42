import { defineConfig } from "vitest/config";

export default defineConfig({
  // Compilers, bundlers, servers and other runtimes are started, and packages installed: a busy
  // machine can take its time over them.
  test: { include: ["**/*.test.ts"], testTimeout: 180_000, hookTimeout: 180_000 },
});
