import { parseArgs } from "node:util";
import { beforeEach, expect, test, vi } from "vitest";
import { runCommandLine, UsageError } from "./command-line.ts";

const log = vi.spyOn(console, "log").mockImplementation(() => {});
const error = vi.spyOn(console, "error").mockImplementation(() => {});
beforeEach(() => vi.clearAllMocks());

const usage = "Usage: program [--size N]";
const ok = async (words: string[]): Promise<number> => {
  parseArgs({ args: words, options: { size: { type: "string" } } });
  return 0;
};

test("--help prints the usage and does no work", async () => {
  const run = vi.fn(ok);
  expect(await runCommandLine({ usage, run }, ["--", "--help"])).toBe(0);
  expect(log).toHaveBeenCalledWith(usage);
  expect(run).not.toHaveBeenCalled();
});

test.each([
  ["an unknown option", ok, ["--colour"], /'--colour'/],
  ["a usage error", () => Promise.reject(new UsageError("--size takes a number.")), [], /a number/],
])("%s ends with exit code 2, its message and the usage", async (_, run, words, sentence) => {
  expect(await runCommandLine({ usage, run }, words)).toBe(2);
  expect(error.mock.calls).toEqual([[expect.stringMatching(sentence)]]);
  expect(error.mock.calls[0]?.[0]).toContain(`\n\n${usage}`);
});

test("an expected failure ends with its message and exit code; any other is thrown", async () => {
  const explain = (reason: unknown) =>
    reason === "expected" ? { message: "It is locked.", exitCode: 5 } : undefined;
  const fail = (reason: string) =>
    runCommandLine({ usage, run: () => Promise.reject(reason), explain }, []);
  expect(await fail("expected")).toBe(5);
  expect(error).toHaveBeenCalledWith("It is locked.");
  await expect(fail("a fault")).rejects.toBe("a fault");
});
