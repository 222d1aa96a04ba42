import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
function read(path: string) {
  return readFileSync(`${root}${path}`, "utf8");
}
const sources = globSync("src/**/*.ts", { cwd: root });

it("imports nothing of the client, which it tests", () => {
  const manifest = JSON.parse(read("package.json"));
  const named = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  const packages = named.flatMap((field) => Object.keys(manifest[field] ?? {}));
  expect(packages.filter((name) => /client|embeds/.test(name))).toEqual([]);
  const imports = sources.flatMap((path) =>
    [
      ...read(path).matchAll(/(?:from|import|require|import\.meta\.resolve)\s*\(?\s*"([^"]+)"/g),
    ].map(([, specifier]) => `${path}: ${specifier}`),
  );
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.filter((line) => /kapso-client|kapso-embeds|\.\.\/client/.test(line))).toEqual([]);
});

// Private, so its code is bundled into ours.
const bundled = "@shared/openapi-model";

it("declares every package that its published code imports", () => {
  const published = sources.filter((path) => !/\.test\.ts$|\/testing\//.test(path));
  const specifiers = published.flatMap((path) =>
    // Types alone are bundled into the declarations.
    [...read(path).matchAll(/^(?! \*|import type ).* from "([^".][^"]*)"/gm)].map(
      ([, name = ""]) => name,
    ),
  );
  const imported = specifiers
    .filter((name) => !name.startsWith("node:"))
    .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0]);
  const ofBundled = JSON.parse(read("../openapi/package.json")).dependencies;
  const needed = new Set([...imported, ...Object.keys(ofBundled)]);
  needed.delete(bundled);
  const { dependencies } = JSON.parse(read("package.json"));
  expect([...needed].filter((name = "") => !(name in dependencies))).toEqual([]);
});
