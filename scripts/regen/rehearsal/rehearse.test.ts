import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parseDocument, type YAMLSeq } from "yaml";
import { EXIT } from "../commands/exit-codes.ts";
import { upstream } from "../commands/upstream.ts";
import { REHEARSING } from "./rehearse.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearse-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function consumer(name: string, program: string): Promise<string> {
  const at = join(folder, name);
  await mkdir(at);
  await writeFile(join(at, "index.ts"), program);
  await writeFile(join(at, "package.json"), '{ "type": "module", "private": true }');
  const compilerOptions = {
    strict: true,
    module: "nodenext",
    noEmit: true,
    types: [],
    skipLibCheck: true,
  };
  await writeFile(join(at, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  return at;
}

// A rehearsal runs this repository's tests: not again within one.
describe.runIf(process.env[REHEARSING] === undefined)("a rehearsal of a break", () => {
  test("names the consumer's file and line, and the change that breaks it; what was broken before is not counted", async () => {
    const uses = await consumer(
      "uses",
      `import type { InboxEmbed } from "@shared/kapso-types";
export const old: number = "broken before";
export const label = (embed: InboxEmbed): string => embed.status;
export const mode = (embed: InboxEmbed): string => embed.default_mode;
`,
    );
    const fine = await consumer("fine", 'export type { InboxEmbed } from "@shared/kapso-types";\n');
    const text = await readFile(join(repository, "specs/openapi-platform.yaml"), "utf8");
    const source = join(folder, "openapi-platform.yaml");
    const yaml = parseDocument(text);
    const embed = ["components", "schemas", "InboxEmbed"];
    yaml.deleteIn([...embed, "properties", "default_mode"]);
    const required = yaml.getIn([...embed, "required"]) as YAMLSeq;
    yaml.deleteIn([...embed, "required", required.toJSON().indexOf("default_mode")]);
    await writeFile(source, yaml.toString());
    const report = join(folder, "report.md");
    vi.spyOn(console, "log").mockImplementation(() => {});
    vi.spyOn(console, "error").mockImplementation(() => {});

    const code = await upstream(repository, {
      source,
      report,
      dryRun: true,
      json: false,
      quiet: true,
      trustChanges: false,
      maxLost: 0.2,
      document: "openapi-platform",
      rehearse: true,
      consumers: [uses, fine],
    });
    vi.restoreAllMocks();

    expect(code).toBe(EXIT.rehearsalFailed);
    const markdown = await readFile(report, "utf8");
    const line = markdown.split("\n").find((row) => row.startsWith("| uses | `index.ts:"));
    expect(line).toContain("`index.ts:4`");
    expect(line).toContain("default\\_mode is gone");
    expect(markdown).not.toContain("`index.ts:2`");
    expect(markdown).toContain("| types of fine | passes |");
    expect(markdown).toMatch(
      /\| repository \| `packages\/client\/|\| build, types and tests of the repository \|/,
    );
    expect(await readFile(join(repository, "specs/openapi-platform.yaml"), "utf8")).toBe(text);
  }, 600_000);
});
