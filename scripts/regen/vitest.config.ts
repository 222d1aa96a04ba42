import { defineConfig } from "vitest/config";

// The command line and the formatter are child processes: give them time on a busy machine.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
