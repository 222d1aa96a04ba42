import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { terminalJson, terminalText } from "./terminal.ts";
import { hostilePieces } from "./testing/hostile-text.ts";
import { visibleText } from "./visible-text.ts";

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...hostilePieces), fc.string({ unit: "binary" })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pieces) => pieces.join(""));
const runs = { numRuns: 1000 };

/** Text that GitHub's runner would execute: `::` after white space only, or `##[` anywhere. */
const command = /^\s*::|##\[/;
const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

beforeEach(() => void vi.stubEnv("FORCE_COLOR", "1"));
afterEach(() => void vi.unstubAllEnvs());

test("no line of hostile text is a command, holds a control character or is over-long", () => {
  fc.assert(
    fc.property(hostile, hostile, (one, other) => {
      const texts = [
        terminalText(one),
        terminalText(["", one, ["  ", one, other], [other, { style: "red", text: one }]]),
      ];
      for (const line of texts.join("\n").split("\n")) {
        const plain = stripVTControlCharacters(line);
        expect(plain).not.toMatch(command);
        expect(line).not.toMatch(command);
        expect(plain).not.toMatch(control);
        expect(plain.length).toBeLessThan(5000);
      }
    }),
    runs,
  );
});

test("JSON of hostile text has the same value, without a control character", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const json = terminalJson({ [text]: text }, 2);
      expect(JSON.parse(json)).toEqual({ [text]: text });
      for (const line of json.split("\n")) {
        expect(line).not.toMatch(control);
        expect(line).not.toMatch(command);
      }
    }),
    runs,
  );
});

test.each([
  ["::error::x", ": :error::x"],
  ["  ::error::x", "  : :error::x"],
  ["a ::error::x", "a ::error::x"],
  ["##[error]x", "## [error]x"],
  ["a\r\n::b", "a\n: :b"],
  ["added    path", "added    path"],
  ["a\u001b[2Jb", "a\uFFFD[2Jb"],
])("%j is printed as %j", (text, printed) => {
  expect(terminalText(text)).toBe(printed);
});

test("colors in foreign text are removed, and our colors stay", () => {
  const painted = { style: "red", text: "\u001b[32mgreen" } as const;
  const stream = Object.assign(Object.create(process.stdout), { isTTY: true });
  expect(terminalText([["a ", painted]], stream)).toBe("a \u001b[31m\uFFFD[32mgreen\u001b[39m");
});

test("a text is cut by characters, not through one", () => {
  expect(visibleText("😀😀😀", 2)).toBe("😀😀…");
  expect(visibleText("😀😀", 2)).toBe("😀😀");
});
