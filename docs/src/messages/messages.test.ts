import { readFile } from "node:fs/promises";
import { readSection } from "@shared/toolkit/markdown-section.ts";
import { expect, test } from "vitest";
import { messagesPage, printMessages } from "./compile-mistakes.ts";

test("the page shows what the compilers say of each mistake today", async () => {
  expect(
    readSection(await readFile(messagesPage, "utf8"), "messages"),
    "`pnpm --filter @shared/docs messages` writes it again",
  ).toBe(await printMessages());
});
