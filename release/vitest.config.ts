import { defineConfig } from "vitest/config";

// Packages are installed, and other runtimes started: give them time on a busy machine.
export default defineConfig({ test: { testTimeout: 180_000, hookTimeout: 180_000 } });
