import { parse } from "@shared/openapi-model/parse.ts";
import { guard } from "@shared/regen/document/guard.ts";
import { applyOverlays } from "@shared/regen/overlay/apply-overlays.ts";
import { readOverlay } from "@shared/regen/overlay/overlay.ts";
import { readVendored } from "@shared/regen/source/vendored.ts";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { pages, repositoryRoot } from "../repository.ts";
import { blocksOfPage, type CodeBlock } from "./code-blocks.ts";

const blocks = (await pages()).flatMap(blocksOfPage);
const written = (language: string): CodeBlock[] =>
  blocks.filter((block) => block.language === language);

test("each JSON block is JSON", () => {
  for (const { path, line, code } of written("json")) {
    expect(() => JSON.parse(code), `${path}:${line}`).not.toThrow();
  }
});

test("each YAML block is YAML, without a warning", () => {
  for (const { path, line, code } of written("yaml")) {
    const problems = parseAllDocuments(code).flatMap(({ errors, warnings }) => [
      ...errors,
      ...warnings,
    ]);
    expect(problems, `${path}:${line}`).toEqual([]);
  }
});

test("each overlay does what it says to the vendored document, or has retired", async () => {
  const overlays = written("yaml").filter(({ code }) => /^overlay:/m.test(code));
  const vendored = await readVendored(repositoryRoot);
  for (const { path, line, code } of overlays) {
    const name = `${path}:${line}`;
    const overlay = readOverlay(parse(code, name));
    const document = vendored.find((one) => one.name === overlay.document);
    if (!document) throw new Error(`${name}: there is no specs/${overlay.document}.yaml.`);
    const checked = await guard(parse(document.text, document.file));
    const { actions } = await applyOverlays(checked.document, [overlay]);
    expect(actions.filter(({ state }) => state === "unused")).toEqual([]);
  }
  expect(overlays.length).toBeGreaterThan(0);
});
