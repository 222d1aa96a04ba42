import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { type PackedPackage, textOf } from "./packed-package.ts";

const preset = "@secretlint/secretlint-rule-preset-recommend";

/** Secrets in a form that no provider's pattern finds. */
const ownPatterns: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a bearer token", /\bbearer\s+(?=[\w~+/.-]*\d)[\w~+/.-]{20,}/gi],
  ["an embed URL with its token", /\/embed\/(?=[\w-]*\d)[\w-]{20,}/g],
  [
    "the value of a key",
    /(?:KAPSO_\w*(?:KEY|SECRET)|X-API-Key|apiKey)["']?\s*[:=]\s*["'`]?(?=[\w-]*\d)[\w-]{16,}/gi,
  ],
];

/** A long literal, except one that is called a digest. */
const longLiteral = /(?<!sha-?256\W*)["'`]([\w+/=-]{32,})["'`]/gi;
/** Bits per character. English words and identifiers stay below, random base64 is above. */
const randomBits = 4.2;
const randomHexadecimalBits = 3;

/**
 * Strings in a tarball that look like a secret. The sentences show none of them.
 *
 * @param published - public text: what is in it is not a secret
 */
export async function secretFindings(packed: PackedPackage, published = ""): Promise<string[]> {
  const found = await Promise.all(
    [...packed.files.keys()].map(async (path) => {
      const text = textOf(packed, path);
      return [...(await knownSecrets(path, text)), ...ownSecrets(text), ...randomLiterals(text)]
        .filter(({ secret }) => !published.includes(secret))
        .map(({ what, at }) => {
          const line = text.slice(0, at).split("\n").length;
          return `${packed.name}: ${path}:${line} looks like ${what}. Take it out, and revoke it if it is one; an example must be readable as one (such as "your-key").`;
        });
    }),
  );
  return found.flat();
}

interface Found {
  what: string;
  secret: string;
  at: number;
}

async function knownSecrets(path: string, content: string): Promise<Found[]> {
  const ext = path.slice(path.lastIndexOf("."));
  const { messages } = await lintSource({
    source: { filePath: path, content, ext, contentType: "text" },
    options: { config: { rules: [{ id: preset, rule: creator }] }, noPhysicFilePath: true },
  });
  return messages.map(({ ruleId, messageId, range: [at, end] }) => ({
    what: `a secret (${ruleId}, ${messageId})`,
    secret: content.slice(at, end),
    at,
  }));
}

function ownSecrets(text: string): Found[] {
  return ownPatterns.flatMap(([what, pattern]) =>
    [...text.matchAll(pattern)].map(({ 0: secret, index: at }) => ({ what, secret, at })),
  );
}

function randomLiterals(text: string): Found[] {
  return [...text.matchAll(longLiteral)]
    .map(({ 1: secret = "", index: at }) => ({ what: "a key: it is long and random", secret, at }))
    .filter(({ secret }) =>
      /^[\da-f]+$/i.test(secret)
        ? entropy(secret) > randomHexadecimalBits
        : /\d/.test(secret) && entropy(secret) > randomBits,
    );
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
