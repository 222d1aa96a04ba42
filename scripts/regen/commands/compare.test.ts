import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { hasUpstream, legacyFile, upstreamFile } from "@shared/openapi-model/testing/upstream.ts";
import { runCommandLine } from "@shared/toolkit/command-line.ts";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { smallDocument } from "../testing/small-document.ts";
import { commandLine } from "./command-line.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "compare-"));
  const files = {
    "old.yaml": smallDocument,
    "docs.yaml": smallDocument.replace("Create pet", "Creates a pet"),
    "breaking.yaml": smallDocument.replace("        - kind\n", "        - kind\n        - id\n"),
    "old30.json": JSON.stringify({
      openapi: "3.0.3",
      info: { title: "T", version: "1" },
      paths: { "/a": { get: { responses: { 200: { description: "ok" } } } } },
    }),
    "broken.yaml": "openapi: 3.1.0\n\tinfo: {}\n",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command line, with the files of the folder by their names. */
async function regen(...words: string[]) {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const code = await runCommandLine(
    commandLine,
    words.map((word) => (word.startsWith("-") ? word : resolve(folder, word))),
  );
  const printed = (spy: typeof log) => spy.mock.calls.map((line) => `${line.join(" ")}\n`).join("");
  const result = { code, stdout: printed(log), stderr: printed(error) };
  vi.restoreAllMocks();
  return result;
}

describe("--compare", () => {
  test("prints the verdict and its changes as JSON, with exit code 0 for every verdict", async () => {
    const { code, stdout } = await regen("--compare", "old.yaml", "breaking.yaml", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      verdict: "breaking",
      changes: [
        {
          class: "breaking",
          operation: "POST /pets",
          location: "request id",
          direction: "request",
          text: "id is now required.",
          decidedBy: "both",
        },
      ],
    });
  });

  test("prints sentences without --json", async () => {
    const { stdout } = await regen("--compare", "old.yaml", "docs.yaml");
    expect(stdout).toMatch(/^docs +POST \/pets, .*\ndocs\n$/);
  });

  test("accepts OpenAPI 3.0 in JSON, and prints none for a document and itself", async () => {
    const { stdout } = await regen("--compare", "old30.json", "old30.json", "--json");
    expect(JSON.parse(stdout)).toEqual({ verdict: "none", changes: [] });
  });

  test.each([
    ["broken.yaml", /broken\.yaml:2:1: not valid YAML/],
    ["absent.yaml", /absent\.yaml: cannot be read \(ENOENT\)/],
  ])("that cannot read %s exits 3 with the reason", async (name, reason) => {
    const { code, stderr } = await regen("--compare", "old.yaml", name);
    expect(code).toBe(3);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("without two files prints the usage", async () => {
    expect(await regen("--compare", "old.yaml")).toMatchObject({ code: 2 });
  });
});

describe("--compare-list", () => {
  test("prints one JSON line for each pair, in order, also around one that cannot be read", async () => {
    const at = (name: string) => join(folder, name);
    const pairs = [
      `${at("old.yaml")} ${at("docs.yaml")}`,
      `${at("old.yaml")}\t${at("broken.yaml")}`,
      "",
      `${at("old.yaml")} ${at("breaking.yaml")}`,
    ];
    await writeFile(join(folder, "pairs.txt"), pairs.join("\n"));
    const { code, stdout } = await regen("--compare-list", "pairs.txt");
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ verdict }) => verdict)).toEqual(["docs", undefined, "breaking"]);
    expect(lines[1].error).toContain("broken.yaml:2:1");
    expect(code).toBe(3);
  });

  test("names a line that is not a pair", async () => {
    await writeFile(join(folder, "bad.txt"), "old.yaml docs.yaml\nold.yaml\n");
    const { code, stderr } = await regen("--compare-list", "bad.txt");
    expect(code).toBe(3);
    expect(stderr).toContain("bad.txt:2:1: expected two paths");
  });
});

test.runIf(hasUpstream)(
  "the vendor's legacy and whole documents are compared, both ways",
  async () => {
    for (const [before, after] of [
      [legacyFile, upstreamFile],
      [upstreamFile, legacyFile],
    ] as const) {
      const { code, stdout } = await regen("--compare", before, after, "--json");
      expect(code).toBe(0);
      expect(JSON.parse(stdout).verdict).toBe("breaking");
    }
  },
);
