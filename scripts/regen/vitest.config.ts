import { defineConfig } from "vitest/config";

// Ends a test that hangs: the property tests take minutes at the full level on a busy machine.
export default defineConfig({ test: { testTimeout: 900_000, hookTimeout: 900_000 } });
