import { expect, test } from "vitest";
import { pages } from "../repository.ts";

const all = await pages();
const glossary = all.find(({ path }) => path === "docs/glossary.md")?.text ?? "";
const entries = [...glossary.matchAll(/^## (.+)\n\n(.+)$/gm)].map(([, word = "", text = ""]) => ({
  word,
  text,
}));

test("the glossary has at most 20 words, in alphabetical order, each with one sentence", () => {
  const words = entries.map(({ word }) => word);
  expect(words).toEqual(words.toSorted());
  expect(words).toHaveLength(glossary.match(/^## /gm)?.length ?? 0);
  expect(words.length).toBeGreaterThan(0);
  expect(words.length).toBeLessThanOrEqual(20);
  for (const { word, text } of entries) expect(text, word).toMatch(/^[^.!?]+\.$/);
});

test("each word of the glossary is linked from another page", () => {
  const others = all.filter(({ path }) => path !== "docs/glossary.md");
  const linked = ({ word }: { word: string }) =>
    others.some(({ text }) =>
      text.includes(`glossary.md#${word.toLowerCase().replace(" ", "-")})`),
    );
  expect(entries.filter((entry) => !linked(entry))).toEqual([]);
});
