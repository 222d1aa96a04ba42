import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

test("only the file store needs Node", async () => {
  const names = await readdir(import.meta.dirname, { recursive: true });
  const published = names.filter((name) => name.endsWith(".ts") && !/test|stores.file/.test(name));
  expect(published).toContain("index.ts");
  for (const name of published) {
    const text = await readFile(join(import.meta.dirname, name), "utf8");
    expect(text, name).not.toMatch(/from "node:/);
  }
});
