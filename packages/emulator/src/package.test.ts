import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
function read(path: string) {
  return readFileSync(`${root}${path}`, "utf8");
}
const sources = globSync("src/**/*.ts", { cwd: root });

it("imports nothing of the client that it judges", () => {
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

it("brings every package that its published code imports", () => {
  const { dependencies } = JSON.parse(read("package.json"));
  const published = sources.filter((path) => !/\.test\.ts$|\/testing\//.test(path));
  const foreign = published.flatMap((path) =>
    [...read(path).matchAll(/^(?! \*).* from "([^".][^"]*)"/gm)].map(
      ([, specifier = ""]) => specifier,
    ),
  );
  const names = new Set(
    foreign
      .filter((specifier) => !specifier.startsWith("node:"))
      .map((specifier) =>
        specifier
          .split("/")
          .slice(0, specifier.startsWith("@") ? 2 : 1)
          .join("/"),
      ),
  );
  expect([...names].filter((name) => !(name in dependencies))).toEqual([]);
});
