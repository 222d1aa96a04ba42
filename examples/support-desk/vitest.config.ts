import { defineConfig } from "vitest/config";

export default defineConfig({
  // A browser and a database are started, which a busy machine can take its time over.
  test: { testTimeout: 60_000, hookTimeout: 60_000 },
});
