import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { defineConfig } from "vitest/config";
import { sharedOptions } from "../../vitest.shared.ts";
import { commonjsModules, testsOfPublicNames } from "./scripts/commonjs-modules.ts";

const ofSource = {
  ...sharedOptions,
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
            test: { ...sharedOptions, name: "commonjs", include: testsOfPublicNames() },
          },
        ],
      }
    : ofSource,
});
