import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));

test("nothing but the file store needs Node", async () => {
  const names = await readdir(join(PACKAGE, "src"), { recursive: true });
  const published = names.filter((name) => name.endsWith(".ts") && !/test|stores.file/.test(name));
  for (const name of published) {
    expect(await readFile(join(PACKAGE, "src", name), "utf8"), name).not.toMatch(/from "node:/);
  }
});
