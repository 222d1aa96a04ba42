import { defineConfig } from "vitest/config";
import { sharedOptions } from "../../vitest.shared.ts";

export default defineConfig({
  test: {
    ...sharedOptions,
    include: ["src/**/*.test.ts", "type-tests/**/*.test.ts"],
    typecheck: { include: ["src/**/*.test-d.ts"] },
  },
});
