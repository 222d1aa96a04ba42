import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { call, emulatorForTest } from "../testing/emulator.ts";

it("reports and records its own failure, and serves the next request", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kapso-emulator-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const inside = join(folder, "inside");
  mkdirSync(inside);
  const emulator = await emulatorForTest({ state: join(inside, "state.json") });
  const complaints = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => complaints.mockRestore());
  rmSync(inside, { recursive: true });
  const json = { inbox_embed: { scope_type: "project" } };
  const failed = await call(emulator, "POST", "/inbox_embeds", { json });
  expect(failed.status).toBe(500);
  expect(failed.body.error).toContain("The state could not be written");
  expect(emulator.requests[0]).toMatchObject({ status: 500, problems: [failed.body.error] });
  expect(complaints).toHaveBeenCalled();
  mkdirSync(inside);
  expect((await call(emulator, "POST", "/inbox_embeds", { json })).status).toBe(201);
});
