import { expect, it } from "vitest";
import { normaliseOrigins } from "../inbox-embeds/allowed-origins.ts";
import { failureKind } from "../transport/failure-kind.ts";
import { parseRetryAfter } from "../transport/retry-after.ts";
import { readErrorBody, titleOf } from "./error-body.ts";
import { scrub, worthwhileHeaders } from "./redact.ts";

/** The processor time of this process for some work, in microseconds: the least of three. */
function cost(work: () => unknown): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      return user + system;
    }),
  );
}

const pieces = [
  "<title",
  "<title>",
  "<",
  "<a ",
  "token",
  'token"   ',
  'token" : "',
  "token=",
  "key_",
  "token_a",
  "sk_",
  "/embed/",
  "bearer ",
  "authorization: ",
  "EAA",
  "eyJ-",
  "eyJ.",
  "a1B2c3D4e5F6g7H8i9J0k1L2",
  "0123456789abcdef",
  "a",
  "A-",
  " \n",
  "{",
  "https://",
  "*.",
  "EAI_",
  "_CERT",
  "connect ",
  "1",
];

const scanners: Record<string, (text: string) => unknown> = {
  scrub,
  titleOf,
  readErrorBody,
  "worthwhileHeaders, a name": (text) =>
    worthwhileHeaders({
      forEach: (each: (value: string, name: string) => void) => each(text, `x-${text}`),
    } as Headers),
  failureKind: (text) => failureKind({ code: text, message: text }),
  parseRetryAfter,
  normaliseOrigins: (text) => {
    try {
      normaliseOrigins([text]);
    } catch {
      // Only the time counts.
    }
  },
};

// A quadratic expression takes 64 times as long for 8 times the text, a linear one 8 times.
it.each(Object.entries(scanners))("%s reads foreign text in linear time", (_, scan) => {
  for (const piece of pieces) {
    const small = piece.repeat(Math.ceil(25_000 / piece.length));
    const large = piece.repeat(Math.ceil(200_000 / piece.length));
    scan(small);
    const base = Math.max(
      cost(() => scan(small)),
      2_000,
    );
    expect(cost(() => scan(large)) / base, JSON.stringify(piece)).toBeLessThan(32);
  }
});
