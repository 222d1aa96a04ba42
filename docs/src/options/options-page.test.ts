import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { buildOptionsPage, optionsPage } from "./options-page.ts";

test("the page lists the options as their docstrings have them", async () => {
  // After a change: pnpm --filter @shared/docs options
  expect(await readFile(optionsPage, "utf8")).toBe(await buildOptionsPage());
});
