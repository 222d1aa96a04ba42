import { expect, test } from "vitest";
import { changedWords, textSentence } from "./changed-words.ts";

const filler = Array.from({ length: 400 }, (_, at) => `word${at}`).join(" ");

test("marks the words that changed, with a few around them", () => {
  expect(changedWords(`${filler} means any origin.`, `${filler} means no origin.`)).toEqual([
    { in: "both", text: "… word398 word399 means " },
    { in: "old", text: "any" },
    { in: "new", text: "no" },
    { in: "both", text: " origin." },
  ]);
});

test("shows each of several changes, however far apart they are", () => {
  const text = changedWords(`one ${filler} two`, `eins ${filler} zwei`);
  expect(text.map((piece) => piece.text)).toEqual([
    "one",
    "eins",
    " word0 word1 … word397 word398 word399 ",
    "two",
    "zwei",
  ]);
});

test("shows a rewritten text as one replaced by the other", () => {
  const other = filler.replaceAll("word", "mot");
  expect(changedWords(filler, other)).toEqual([
    { in: "old", text: filler },
    { in: "new", text: other },
  ]);
});

test("a sentence quotes only what changed", () => {
  expect(textSentence("description", `${filler} any`, `${filler} no`)).toBe(
    'Description: "… word397 word398 word399 any" became "… word397 word398 word399 no".',
  );
  expect(textSentence("summary", undefined, "List pets")).toBe('Summary added: "List pets".');
});
