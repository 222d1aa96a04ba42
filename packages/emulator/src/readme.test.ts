import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const blocks = [...readFileSync(`${root}README.md`, "utf8").matchAll(/```ts\n(.*?)```/gs)].map(
  ([, code = ""]) => code,
);

it.each(blocks.map((code, index) => [index + 1, code] as const))(
  "README example %i runs",
  async (_, code) => {
    // Beside the sources, so that what it imports resolves as it does for them.
    const folder = mkdtempSync(`${root}src/readme-`);
    try {
      const file = `${folder}/example.ts`;
      writeFileSync(file, code.replaceAll('"@shared/kapso-emulator"', '"../index.ts"'));
      await import(file);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

it("has examples", () => {
  expect(blocks.length).toBeGreaterThan(2);
});
