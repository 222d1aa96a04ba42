import { existsSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import type { PackedPackage } from "./packed-package.ts";

/** What every package's tarball has. */
const requiredFiles = ["package.json", "README.md"];

/** What every package's tarball may have: a changelog once it is released, and source maps. */
const allowedFiles = [...requiredFiles, "CHANGELOG.md", "dist/**/*.js.map"];

/** Both module formats, with the declarations of each. */
const built = ["dist/**/*.js", "dist/**/*.cjs", "dist/**/*.d.ts", "dist/**/*.d.cts"];

/** What a tarball has besides, by package. A package that is not named here fails. */
const expectedFiles: Readonly<Record<string, readonly string[]>> = {
  "@shared/kapso-client": built,
  "@shared/kapso-embeds": built,
  "@shared/kapso-emulator": built,
  "@shared/kapso-types": [...built, "src/*.d.{ts,cts}", "src/generated/*/description.json"],
};

/** What is in no tarball, wherever it lies. */
const neverPacked = ["**/*.test.*", "**/*.test-d.*", "**/testing/**", "**/*.tsbuildinfo"];

/** Files that a tarball misses, has by mistake, or has from a source that is gone. */
export function fileListFindings({ name, folder, files }: PackedPackage): string[] {
  const expected = expectedFiles[name];
  if (!expected)
    return [`${name}: scripts/release/gates/file-list.ts does not say what its tarball may have.`];
  const paths = [...files.keys()];
  const allowed = [...allowedFiles, ...expected];
  const matches = (path: string, patterns: readonly string[]) =>
    patterns.some((pattern) => matchesGlob(path, pattern));
  return [
    ...[...requiredFiles, ...expected]
      .filter((pattern) => !paths.some((path) => matchesGlob(path, pattern)))
      .map((pattern) => `${name}: its tarball has no ${pattern}.`),
    ...paths
      .filter((path) => !matches(path, allowed) || matches(path, neverPacked))
      .map(
        (path) =>
          `${name}: ${path} is in its tarball and does not belong there. Narrow "files" in its package.json; where consumers need the file, add it to scripts/release/gates/file-list.ts.`,
      ),
    ...paths
      .filter((path) => path.startsWith("dist/") && path.endsWith(".d.ts"))
      .filter((path) => !existsSync(join(folder, sourceOf(path))))
      .map((path) => `${name}: ${path} has no ${sourceOf(path)}. Delete dist and build again.`),
  ];
}

function sourceOf(declaration: string): string {
  return declaration.replace(/^dist\//, "src/").replace(/\.d\.ts$/, ".ts");
}
