import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { repositoryRoot } from "./paths.ts";

export interface Compiler {
  version: string;
  tsc: string;
}

// The compiler that generates types, and the compiler that builds the packages. Both packages are
// called "typescript", so the second is resolved from the package that uses it.
const manifests = ["scripts/bench/package.json", "packages/types/package.json"];

export const allCompilers: readonly Compiler[] = manifests.map((manifest) => {
  const file = createRequire(join(repositoryRoot, manifest)).resolve("typescript/package.json");
  return {
    version: JSON.parse(readFileSync(file, "utf8")).version,
    tsc: join(dirname(file), "bin/tsc"),
  };
});
