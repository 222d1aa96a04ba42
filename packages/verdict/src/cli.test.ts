import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "./cli.ts";
import { rulesTable } from "./rules/rules-table.ts";
import { returning } from "./testing/documents.ts";

let folder: string;
let printed: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "verdict-"));
  printed = [];
  for (const stream of ["log", "error"] as const) {
    vi.spyOn(console, stream).mockImplementation((text) => void printed.push(String(text)));
  }
  const read = (...keys: string[]) =>
    returning({
      type: "object",
      properties: Object.fromEntries(keys.map((key) => [key, { type: "string" }])),
    });
  await write("old.json", read("id", "<b> @team\u001b[2J"));
  await write("new.json", read("id"));
  await write("more.json", read("id", "<b> @team\u001b[2J", "age"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, content: unknown): Promise<void> {
  await writeFile(join(folder, name), JSON.stringify(content));
}

function compare(before: string, after: string, ...words: string[]): Promise<number> {
  return main(["compare", join(folder, before), join(folder, after), ...words]);
}

describe("compare", () => {
  it("prints one line per change and the verdict", async () => {
    expect(await compare("old.json", "more.json")).toBe(0);
    expect(printed.join("\n").split("\n")).toEqual([
      "additive POST /things, response 200 age: New optional age.",
      "additive",
    ]);
  });

  it("prints JSON", async () => {
    expect(await compare("old.json", "more.json", "--json")).toBe(0);
    expect(JSON.parse(printed.join(""))).toMatchObject({
      verdict: "additive",
      changes: [{ rule: "property.optional-added", sentence: "New optional age." }],
    });
  });

  it("prints Markdown in which the document's texts are escaped", async () => {
    expect(await compare("old.json", "new.json", "--markdown")).toBe(0);
    const text = printed.join("\n");
    expect(text).toContain("# breaking\n\n## breaking (1)");
    expect(text).toContain("**Stop reading");
    expect(text).not.toMatch(/[^\\]<b>|@team/);
    expect(text).not.toContain("\u001b");
  });

  it.each([
    ["breaking", "new.json", 1],
    ["breaking", "more.json", 0],
    ["additive", "more.json", 1],
    ["docs", "old.json", 0],
  ])("with --fail-on %s and %s ends with %i", async (level, file, code) => {
    expect(await compare("old.json", file, "--fail-on", level)).toBe(code);
  });

  it("exits with 3 for an unreadable document, and with 2 for wrong usage", async () => {
    expect(await compare("old.json", "absent.json")).toBe(3);
    await write("swagger.json", { swagger: "2.0" });
    expect(await compare("old.json", "swagger.json")).toBe(3);
    expect(await compare("old.json", "new.json", "--fail-on", "sometimes")).toBe(2);
    expect(await main(["compare", "one"])).toBe(2);
    expect(await compare("old.json", "new.json", "--jsno")).toBe(2);
  });
});

it("the README has the table of rules", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const table = /<!-- rules:begin -->\n([\s\S]*?)<!-- rules:end -->/.exec(readme)?.[1]?.trim();
  expect(table, "node src/bin.ts rules prints the table").toBe(rulesTable());
});
