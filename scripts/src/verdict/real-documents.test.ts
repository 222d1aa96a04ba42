import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { generateForTests } from "./testing/generate-for-tests.ts";
import { compareDocuments } from "./verdict.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const slice = `${root}specs/openapi-platform.yaml`;
const upstream = process.env["KAPSO_UPSTREAM_DIR"] ?? `${root}../shared/upstream`;
const whole = `${upstream}/openapi-platform.yaml`;
const legacy = `${upstream}/legacy-openapi-platform.yaml`;
const read = (file: string): unknown => parse(readFileSync(file, "utf8"));

// The vendor's whole documents stay out of the repository; where they are, they are judged.
describe.runIf(existsSync(whole))("the vendor's documents", () => {
  it("have not changed against themselves", async () => {
    const started = performance.now();
    const { verdict, typesUnheard } = await compareDocuments(
      read(whole),
      read(whole),
      generateForTests,
    );
    expect({ verdict, typesUnheard }).toEqual({ verdict: "none", typesUnheard: null });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("add to the slice, and break nothing", async () => {
    const { verdict, changes } = await compareDocuments(read(slice), read(whole), generateForTests);
    expect(verdict).toBe("additive");
    const added = changes.filter(({ rule }) => rule === "operation.added");
    expect(added.length).toBeGreaterThanOrEqual(100);
    const language = changes.filter(({ location }) => location.endsWith(".language"));
    expect(language.map(({ direction, class: level }) => [direction, level])).toEqual([
      ["request", "additive"],
      ["response", "additive"],
    ]);
  });

  it("break when most of them is gone", async () => {
    const { verdict, changes } = await compareDocuments(read(whole), read(slice), generateForTests);
    expect(verdict).toBe("breaking");
    expect(changes.some(({ rule }) => rule === "path.removed")).toBe(true);
  });

  it("are judged across versions of OpenAPI, both ways", async () => {
    const [one, other] = [read(legacy), read(whole)];
    expect((await compareDocuments(one, other, generateForTests)).verdict).toBe("breaking");
    expect((await compareDocuments(other, one, generateForTests)).verdict).toBe("breaking");
  });
});
