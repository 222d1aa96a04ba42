import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ROOT } from "../repository.ts";
import { arrowsOf, forbidden } from "./arrows.ts";
import { draw, readDiagram, replaceDiagram } from "./diagram.ts";
import { VIEWS, type View } from "./rooms.ts";

const page = await readFile(join(ROOT, "docs/ARCHITECTURE.md"), "utf8");
const told = ({ from, to }: { from: string; to: string }): string => `${from} --> ${to}`;

for (const view of VIEWS) {
  test(`${view.name}: the diagram has every arrow that is there, and no other`, () => {
    const drawn = readDiagram(page, view.name).map(told);
    const real = arrowsOf(view).map(told);
    expect(
      {
        missing: real.filter((arrow) => !drawn.includes(arrow)),
        invented: drawn.filter((arrow) => !real.includes(arrow)),
      },
      "pnpm --filter @shared/docs architecture draws it anew",
    ).toEqual({ missing: [], invented: [] });
    expect(real.length).toBeGreaterThan(3);
  });

  test(`${view.name}: no arrow runs up or along a floor`, () => {
    const wrong = forbidden(arrowsOf(view), view);
    expect(wrong.map((arrow) => `${told(arrow)}, in ${arrow.file}`)).toEqual([]);
  });
}

const view: View = {
  name: "client",
  floors: [["top"], ["middle"], ["ground"]],
  made: { ground: ["ground", "cellar", "top/key"] },
};

async function arrowsOfFiles(files: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), "rooms-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    const file = join(root, "packages/client/src", name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return arrowsOf(view, root);
}

test("every kind of import is an arrow, and a test's is none", async () => {
  const arrows = await arrowsOfFiles({
    "top/a.ts": 'import { b } from "../middle.ts";\nimport "./own.ts";',
    "middle.ts": 'export * from "./ground/c.ts";',
    "other.ts": 'export const load = () => import("./cellar.ts");',
    "types.ts": 'import type { A } from "./top/a.ts";\nexport type T = import("./middle.ts").B;',
    "ground/c.test.ts": 'import "../top/a.ts";',
    "testing/t.ts": 'import "../top/a.ts";',
  });
  expect(arrows.map(told)).toEqual([
    "middle --> ground",
    "other --> ground",
    "top --> middle",
    "types --> top",
    "types --> middle",
  ]);
});

test("an arrow up, along a floor or from no floor is noticed", async () => {
  const arrows = await arrowsOfFiles({
    "ground/c.ts": 'import "../middle.ts";',
    "top/key.ts": 'import "../top/a.ts";', // of the ground floor, by its name
    "top/a.ts": 'import "./key.ts";',
    "new-room/x.ts": 'import "../cellar.ts";',
  });
  expect(forbidden(arrows, view).map(told)).toEqual([
    "ground --> middle",
    "new-room --> ground",
    "ground --> top",
  ]);
});

test("what is drawn is read again, and stands between its markers", () => {
  const arrows = [
    { from: "middle", to: "ground" },
    { from: "top", to: "ground" },
  ];
  const text = "a\n<!-- client:begin -->\nold\n<!-- client:end -->\nb\n";
  const drawn = replaceDiagram(text, "client", draw(arrows, view.floors));
  expect(readDiagram(drawn, "client")).toEqual(arrows.toReversed());
  expect(drawn).toMatch(/^a\n[\s\S]*\nb\n$/);
  expect(drawn).not.toContain("old");
  expect(() => replaceDiagram(text, "scripts", "")).toThrow(/no markers/);
});
