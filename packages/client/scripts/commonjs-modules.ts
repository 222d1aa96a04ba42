import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vitest/config";

const folder = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const prefix = "\0commonjs";

/** Gives tests of the source what `require()` loads from the built package, and nothing else. */
export function commonjsModules(): Plugin {
  return {
    name: "commonjs-modules",
    enforce: "pre",
    resolveId: (id) => (isModule(id) ? prefix : undefined),
    load(id) {
      if (id !== prefix) return undefined;
      const names = Object.entries(exportsByEntry()).flatMap(([entry, exported]) =>
        exported.map((name) => `export const ${name} = require(${JSON.stringify(entry)}).${name};`),
      );
      return [
        'import { createRequire } from "node:module";',
        `const require = createRequire(${JSON.stringify(import.meta.url)});`,
        ...names,
      ].join("\n");
    },
  };
}

/** The tests that import public names only. */
export function testsOfPublicNames(): string[] {
  const names = new Set(Object.values(exportsByEntry()).flat());
  return globSync("src/**/*.test.ts", { cwd: folder }).filter((path) => {
    const text = readFileSync(folder + path, "utf8");
    return [...text.matchAll(/^import \{([^}]*)\} from "([^"]+)"/gm)]
      .filter(([, , from = ""]) => isModule(from))
      .flatMap(([, list = ""]) => list.split(",").map((name) => name.trim()))
      .every((name) => name === "" || name.startsWith("type ") || names.has(name));
  });
}

/** A module of the source that is part of the package. */
function isModule(id: string): boolean {
  return (
    /^\.{1,2}\/.*\.ts$/.test(id) && !/\/testing\/|^\.\/(server|use-servers|transports)\./.test(id)
  );
}

/** What each entry exports by `require()`. */
function exportsByEntry(): Record<string, string[]> {
  const { exports } = require("../package.json") as {
    exports: Record<string, string | { require: string }>;
  };
  const files = Object.values(exports).flatMap((entry) =>
    typeof entry === "string" ? [] : `${folder}${entry.require}`,
  );
  return Object.fromEntries(files.map((file) => [file, Object.keys(require(file) as object)]));
}
