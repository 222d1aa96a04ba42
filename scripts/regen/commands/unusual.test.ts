import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampled } from "@shared/toolkit/test-level.ts";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { runCommand } from "../testing/run-command.ts";
import { smallRepository, snapshot } from "../testing/small-repository.ts";
import { unusualDocuments } from "../testing/unusual-documents.ts";

let generated: string;
let root: string;
let printed: string[];

beforeAll(async () => {
  generated = await smallRepository();
  await runCommand(generated, "--quiet");
});
afterAll(() => rm(generated, { recursive: true, force: true }));
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "regen-"));
  await cp(generated, root, { recursive: true });
  printed = [];
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation((text) => void printed.push(String(text)));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true, force: true });
});

// A refusal takes milliseconds, a whole bump a second.
const refused = unusualDocuments.filter(({ exitCode }) => exitCode === 3);
const judged = unusualDocuments.filter(({ exitCode }) => exitCode !== 3);

test.each([...refused, ...sampled(judged, 6)])(
  "a bump to a document with $name ends with $exitCode",
  async ({ text, exitCode }) => {
    const source = join(root, "incoming.yaml");
    await writeFile(source, text);
    const before = await snapshot(root);
    const code = await runCommand(root, "--upstream", source, "--quiet", "--rehearse=none");
    expect(code, printed.join("\n")).toBe(exitCode);
    expect(printed.join("\n")).not.toContain("unexpected error:");
    if (exitCode === 0) expect(await runCommand(root, "--check", "--quiet")).toBe(0);
    else {
      const { ".regen/lock": _lock, ...after } = await snapshot(root);
      expect(after).toEqual(before);
    }
  },
);
