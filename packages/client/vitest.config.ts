import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { defineConfig } from "vitest/config";
import { commonjsModules, testsOfPublicNames } from "./scripts/commonjs-modules.ts";

const common = {
  // For a test that hangs, and not for a slow machine: some tests start compilers and servers.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  // No module keeps state, so all files can share one set of modules: 21 s instead of 28 s.
  isolate: false,
};
const ofSource = {
  ...common,
  include: ["src/**/*.test.ts", "type-tests/**/*.test.ts"],
  typecheck: { include: ["src/**/*.test-d.ts"] },
};

// The full level runs the tests of public names a second time, on what `require()` loads.
export default defineConfig({
  test: isFullLevel
    ? {
        projects: [
          { test: { ...ofSource, name: "source" } },
          {
            plugins: [commonjsModules()],
            test: { ...common, name: "commonjs", include: testsOfPublicNames() },
          },
        ],
      }
    : ofSource,
});
