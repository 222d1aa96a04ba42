import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readSection } from "@shared/toolkit/markdown-section.ts";
import { expect, onTestFinished, test } from "vitest";
import { repositoryRoot } from "../repository.ts";
import { drawDiagram } from "./diagram.ts";
import { dependenciesOf, importsOf, layerProblems } from "./imports.ts";
import { allParts, type Part } from "./layers.ts";

const imports = importsOf();
const page = await readFile(join(repositoryRoot, "docs/ARCHITECTURE.md"), "utf8");

test.each(allParts)("$name: modules import from lower layers only", (part) => {
  const dependencies = dependenciesOf(part, imports);
  expect(layerProblems(part, dependencies)).toEqual([]);
  expect(dependencies.length).toBeGreaterThan(3);
});

test.each(allParts)("$name: the page shows the imports that are there", (part) => {
  expect(
    readSection(page, part.name),
    "`pnpm --filter @shared/docs architecture` draws it again",
  ).toBe(drawDiagram(dependenciesOf(part, imports), part.layers));
});

test.each(allParts)("$name: every module in the layers exists", (part) => {
  const modules = dependenciesOf(part, imports).flatMap(({ from, to }) => [from, to]);
  expect(part.layers.flat().filter((module) => !modules.includes(module))).toEqual([]);
});

const part: Part = {
  name: "client",
  folder: "packages/client/src",
  layers: [["top"], ["middle"], ["bottom", "key"]],
};

async function importsOfFiles(files: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), "layers-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    const file = join(root, part.folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return importsOf(root);
}

test("every kind of import counts, and a test's does not", async () => {
  const found = await importsOfFiles({
    "top/a.ts": 'import { b } from "../middle.ts";\nimport "./own.ts";',
    "middle.ts": 'export * from "./bottom/c.ts";',
    "other.ts": 'export const load = () => import("./key.ts");',
    "types.ts": 'import type { A } from "./top/a.ts";\nexport type T = import("./middle.ts").B;',
    "bottom/c.test.ts": 'import "../top/a.ts";',
    "testing/t.ts": 'import "../top/a.ts";',
  });
  expect(dependenciesOf(part, found).map(({ from, to }) => `${from} ${to}`)).toEqual([
    "middle bottom",
    "other key",
    "top middle",
    "types top",
    "types middle",
  ]);
});

test("an import from a layer above or beside, or from a new folder, fails with what to do", async () => {
  const found = await importsOfFiles({
    "bottom/c.ts": 'import "../middle.ts";',
    "key.ts": 'import "./bottom/c.ts";',
    "new-folder/x.ts": 'import "../key.ts";',
  });
  expect(layerProblems(part, dependenciesOf(part, found))).toEqual([
    '"new-folder" of packages/client/src is in no layer. Add it to the part "client" in docs/src/architecture/layers.ts: below every module that imports it, above every module that it imports.',
    'packages/client/src/bottom/c.ts imports "middle", which is not below "bottom". Move what it needs into a lower module, or change the layers of "client" in docs/src/architecture/layers.ts.',
    'packages/client/src/key.ts imports "bottom", which is not below "key". Move what it needs into a lower module, or change the layers of "client" in docs/src/architecture/layers.ts.',
  ]);
});
