import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampled } from "@shared/toolkit/test-level.ts";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { runCommand } from "../testing/run-command.ts";
import { smallDocument } from "../testing/small-document.ts";
import { smallRepository, snapshot } from "../testing/small-repository.ts";
import { trustCases } from "../testing/trust-cases.ts";

let generated: string;
let root: string;

beforeAll(async () => {
  generated = await smallRepository();
  expect(await runCommand(generated)).toBe(0);
});
afterAll(() => rm(generated, { recursive: true, force: true }));
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "regen-"));
  await cp(generated, root, { recursive: true });
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true, force: true });
});

// All of them run without the command in document/trust.test.ts.
const sample = sampled(trustCases, 6);

test.each(sample)("a bump to $name ends with $exitCode", async ({ before, after, exitCode }) => {
  if (before !== undefined) {
    await rm(root, { recursive: true });
    root = await smallRepository(before);
    await runCommand(root);
  }
  const source = join(root, "incoming.yaml");
  await writeFile(source, after);
  const untouched = await snapshot(root);
  expect(await runCommand(root, "--upstream", source)).toBe(exitCode);
  const { ".regen/lock": _lock, ...now } = await snapshot(root);
  if (exitCode !== 0) expect(now).toEqual(untouched);
});

const overlay = (action: string) => `overlay: 1.0.0
extends: ../pets.yaml
actions:
  - x-name: test
    description: For a test.
    x-retires-when: '#/x-never'
${action}`;
const toProxy = overlay(
  "    target: $.paths['/pets'].post\n    update: { servers: [{ url: 'https://evil.example' }] }\n",
);
const withoutKey = overlay("    target: $.paths['/pets'].post\n    update: { security: [] }\n");
const outside = overlay(
  "    target: $.components.schemas.Failure\n    update: { properties: { more: { $ref: 'https://evil.example/x' } } }\n",
);

async function addOverlay(text: string): Promise<void> {
  await mkdir(join(root, "specs/overlays"), { recursive: true });
  await writeFile(join(root, "specs/overlays/test.overlay.yaml"), text);
}

test.each([
  ["adds a server", toProxy, 4],
  ["removes security", withoutKey, 4],
  ["refers to another document", outside, 3],
])("an overlay that %s ends with its exit code, on regen and on a bump", async (_, text, code) => {
  await addOverlay(text);
  const untouched = await snapshot(root);
  expect(await runCommand(root)).toBe(code);
  const source = join(root, "..", "incoming.yaml");
  await writeFile(source, `# news\n${smallDocument}`);
  expect(await runCommand(root, "--upstream", source)).toBe(code);
  await rm(source);
  const { ".regen/lock": _lock, ...now } = await snapshot(root);
  expect(now).toEqual(untouched);
});

test("a change that was trusted once needs no trust again", async () => {
  await addOverlay(toProxy);
  expect(await runCommand(root, "--trust-changes")).toBe(0);
  expect(await runCommand(root)).toBe(0);
  expect(await runCommand(root, "--check")).toBe(0);
});

test("a document that was vendored by hand needs trust too", async () => {
  await writeFile(
    join(root, "specs/pets.yaml"),
    smallDocument.replace("api.example.com", "evil.example"),
  );
  expect(await runCommand(root)).toBe(4);
});
