import { readFile } from "node:fs/promises";
import { readSection } from "@shared/toolkit/markdown-section.ts";
import { expect, test } from "vitest";
import { compileMistakes, documentLine, messagesPage, printMessages } from "./compile-mistakes.ts";
import { mistakes } from "./mistakes.ts";

const shown = readSection(await readFile(messagesPage, "utf8"), "messages");
const messages = await compileMistakes();
// A bump of the document changes the types in the messages; it needs no new page.
const isOfThisDocument = shown.includes(await documentLine());

test("each compiler finds each mistake", () => {
  for (const texts of messages.values()) {
    expect(texts).toEqual(mistakes.map(() => expect.stringMatching(/^TS\d+: /)));
  }
});

test.runIf(isOfThisDocument)(
  "the page shows what the compilers say of each mistake today",
  async () => {
    expect(shown, "`pnpm --filter @shared/docs messages` writes it again").toBe(
      await printMessages(messages),
    );
  },
);
