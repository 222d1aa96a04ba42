import { defineConfig } from "vitest/config";

export default defineConfig({
  // Installs a copy of the repository: a busy machine takes its time over it.
  test: { testTimeout: 600_000, hookTimeout: 600_000 },
});
