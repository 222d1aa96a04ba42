import { defineConfig } from "vitest/config";

export default defineConfig({
  // Compilers, bundlers, servers and other runtimes are started, and packages installed: a busy
  // machine takes its time over them.
  test: { include: ["**/*.test.ts"], testTimeout: 600_000, hookTimeout: 600_000 },
});
