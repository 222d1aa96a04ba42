import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { regen } from "../commands/generate.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

const record = JSON.parse(
  await readFile(join(repository, "specs/openapi-platform.source.json"), "utf8"),
);

// Until the first bump: after it the record describes other bytes.
test.runIf(record.source.endsWith("create-inbox-embed.md"))(
  "the vendored bytes are the reference page's",
  async () => {
    const bytes = await readFile(join(repository, "specs/openapi-platform.yaml"));
    expect(bytes.length).toBe(8844);
    expect(sha256(bytes)).toBe("40a9398e528b3fb374fb533240e33cf10c923724d357b2c0e513deb7f9b57b47");
  },
);

test("the source record matches the vendored bytes", async () => {
  const bytes = await readFile(join(repository, "specs/openapi-platform.yaml"));
  expect(record).toMatchObject({ bytes: bytes.length, sha256: sha256(bytes) });
});

test("the committed types match the vendored spec", async () => {
  expect((await regen(repository, { check: true })).changes).toEqual([]);
});
