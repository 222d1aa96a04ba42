import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { type PackedPackage, textOf } from "./packed-package.ts";

const PRESET = "@secretlint/secretlint-rule-preset-recommend";

/** What opens something, in a form that no provider's pattern knows. */
const OUR_OWN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a bearer token", /\bbearer\s+(?=[\w~+/.-]*\d)[\w~+/.-]{20,}/gi],
  ["an embed URL with its token", /\/embed\/(?=[\w-]*\d)[\w-]{20,}/g],
  ["the value of a key", /KAPSO_\w*(?:KEY|SECRET)\w*\s*[:=]\s*["'`]?(?=[\w-]*\d)[\w-]{16,}/g],
];

const LITERAL = /["'`]([\w+/=-]{32,})["'`]/g;
/** Bits per character. English words and identifiers stay below, random base64 is above. */
const RANDOM = 4.2;
const RANDOM_HEXADECIMAL = 3;

/** Strings in a tarball that look like a secret. The sentences show none of them. */
export async function secretFindings(packed: PackedPackage): Promise<string[]> {
  const found = await Promise.all(
    [...packed.files.keys()].map(async (path) => {
      const text = textOf(packed, path);
      // The vendor's published document and what is made from it hold digests and made-up examples.
      const generated = /\/generated\//.test(path);
      return [
        ...(await knownSecrets(path, text)),
        ...(generated ? [] : [...ownSecrets(text), ...randomLiterals(text)]),
      ].map(
        ({ what, at }) =>
          `${packed.name}: ${path}:${text.slice(0, at).split("\n").length} looks like ${what}.`,
      );
    }),
  );
  return found.flat();
}

interface Found {
  what: string;
  at: number;
}

async function knownSecrets(path: string, content: string): Promise<Found[]> {
  const { messages } = await lintSource({
    source: {
      filePath: path,
      content,
      ext: path.slice(path.lastIndexOf(".")),
      contentType: "text",
    },
    options: {
      config: { rules: [{ id: PRESET, rule: creator }] },
      noPhysicFilePath: true,
      maskSecrets: true,
    },
  });
  return messages.map(({ ruleId, messageId, range }) => ({
    what: `a secret (${ruleId}, ${messageId})`,
    at: range[0],
  }));
}

function ownSecrets(text: string): Found[] {
  return OUR_OWN.flatMap(([what, pattern]) =>
    [...text.matchAll(pattern)].map(({ index }) => ({ what, at: index })),
  );
}

function randomLiterals(text: string): Found[] {
  return [...text.matchAll(LITERAL)]
    .filter(([, literal = ""]) =>
      /^[\da-f]+$/i.test(literal)
        ? entropy(literal) > RANDOM_HEXADECIMAL
        : /\d/.test(literal) && entropy(literal) > RANDOM,
    )
    .map(({ index }) => ({ what: "a key: it is long and random", at: index }));
}

/** Shannon's, in bits per character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => {
    const share = count / text.length;
    return bits - share * Math.log2(share);
  }, 0);
}
