import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { findChromium } from "./chromium.ts";

async function folderWith(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "chromium-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), "");
  await chmod(join(folder, name), 0o755);
  return folder;
}

test("finds CHROMIUM, or a browser on the PATH", async () => {
  const folder = await folderWith("google-chrome");
  const browser = join(folder, "google-chrome");
  expect(findChromium({ CHROMIUM: browser })).toBe(browser);
  expect(findChromium({ PATH: folder, CHROMIUM: "" })).toBe(browser);
});

test("a missing browser fails in CI, and is a warning elsewhere", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  expect(findChromium({ PATH: "" })).toBeUndefined();
  expect(warn).toHaveBeenCalledWith(expect.stringMatching(/^No Chromium: .*skipped\.$/));
  expect(() => findChromium({ PATH: "", CI: "true" })).toThrow("No Chromium: set CHROMIUM");
});
