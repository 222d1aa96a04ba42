import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Change } from "@shared/openapi-verdict";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { parseDocument, type YAMLSeq } from "yaml";
import { exitCodes } from "../commands/exit-codes.ts";
import { upstream } from "../commands/upstream.ts";
import { type RehearsalPlan, rehearse, rehearsing } from "./rehearse.ts";
import { thisRepository } from "./this-repository.ts";

const typescript = createRequire(import.meta.url).resolve("typescript/bin/tsc");
let folder: string;
let repository: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearse-"));
  repository = join(folder, "a-repository");
  await write(repository, {
    "types/package.json": '{ "name": "@shared/kapso-types", "types": "index.d.ts" }',
    "types/index.d.ts": "export interface Pet { kind: string; age: number }\n",
    "types/use.ts":
      'import type { Pet } from "./index.js";\nexport const key: keyof Pet = "age";\n',
    "secret.env": "not in the copy",
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(at: string, files: Record<string, string>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(at, path)), { recursive: true });
    await writeFile(join(at, path), content);
  }
  return at;
}

const options = ["--noEmit", "--pretty", "false", "--lib", "es5"];
const plan: RehearsalPlan = {
  filesToCopy: async () => ["types/package.json", "types/index.d.ts", "types/use.ts", "deleted.ts"],
  install: [
    { name: "only what is copied", command: [process.execPath, "-e", noFile("secret.env")] },
  ],
  build: [],
  checks: [
    {
      name: "own types",
      command: [process.execPath, typescript, ...options, "types/use.ts"],
    },
  ],
  packages: ["types"],
  compiler: typescript,
};

function noFile(path: string): string {
  return `process.exit(require("node:fs").existsSync(${JSON.stringify(path)}) ? 1 : 0)`;
}

function consumer(name: string, program: string, manifest = {}): Promise<string> {
  const compilerOptions = { strict: true, module: "nodenext", types: [], lib: ["es5"] };
  return write(join(folder, name), {
    "index.ts": program,
    "package.json": JSON.stringify({ type: "module", private: true, ...manifest }),
    "tsconfig.json": JSON.stringify({ compilerOptions }),
    "node_modules/@shared/kapso-types/index.d.ts": "export type Pet = never;\n",
  });
}

const change: Change = {
  class: "breaking",
  operation: "GET /pets",
  location: "response 200 age",
  direction: "response",
  text: "age is gone.",
  sentence: "age is gone.",
  marks: { name: "age" },
  places: ["GET /pets, response 200 age"],
  decidedBy: "both",
  rule: "property.optional-removed",
  wire: "breaking",
  types: "breaking",
};
const withoutAge = [
  {
    path: "types/index.d.ts",
    kind: "changed" as const,
    content: "export interface Pet { kind: string }\n",
  },
];

function run(consumers: string[], files = withoutAge) {
  const progress = () => {};
  return rehearse(repository, plan, { files, changes: [change], consumers, progress });
}

test("names each line that breaks and the change that breaks it; errors from before are not counted", async () => {
  const uses = await consumer(
    "uses",
    `import type { Pet } from "@shared/kapso-types";
export const old: number = "broken before";
export const kind = (pet: Pet): string => pet.kind;
export const age = (pet: Pet): number => pet.age;
`,
  );
  const fine = await consumer("fine", 'export type { Pet } from "@shared/kapso-types";\n');
  const { ok, steps, broken } = await run([uses, fine]);
  expect(ok).toBe(false);
  expect(steps.map((step) => [step.name, step.ok])).toEqual([
    ["only what is copied", true],
    ["own types", false],
    ["types of uses", false],
    ["types of fine", true],
  ]);
  const because = { change: expect.stringContaining("age is gone.") };
  expect(broken).toMatchObject([
    { consumer: "repository", file: "types/use.ts", line: 2 },
    { consumer: "uses", file: "index.ts", line: 4, ...because },
  ]);
  expect(broken).toHaveLength(2);
  expect(await readFile(join(repository, "types/index.d.ts"), "utf8")).toContain("age");
});

test("runs the tests of a consumer that has some", async () => {
  const script = 'node -e "process.exit(1)"';
  const tested = await consumer("tested", "export {};\n", { scripts: { test: script } });
  const { ok, steps } = await run([tested], []);
  expect(ok).toBe(false);
  expect(steps.at(-1)).toMatchObject({ name: "tests of tested", ok: false });
});

test("passes where nothing breaks that was not broken before", async () => {
  const fine = await consumer("fine", 'export const old: number = "broken before";\n');
  expect(await run([fine], [])).toMatchObject({ ok: true, broken: [] });
});

// It builds and tests everything; and not again within a rehearsal.
const isFull = isFullLevel && process.env[rehearsing] === undefined;
describe.runIf(isFull)("this repository", () => {
  test("with a field that is gone fails, for the consumer that reads it", async () => {
    const root = fileURLToPath(new URL("../../..", import.meta.url));
    const uses = await consumer(
      "uses",
      'import type { InboxEmbed } from "@shared/kapso-types";\nexport const mode = (embed: InboxEmbed): string => embed.default_mode;\n',
    );
    const text = await readFile(join(root, "specs/openapi-platform.yaml"), "utf8");
    const yaml = parseDocument(text);
    const embed = ["components", "schemas", "InboxEmbed"];
    yaml.deleteIn([...embed, "properties", "default_mode"]);
    const required = yaml.getIn([...embed, "required"]) as YAMLSeq;
    yaml.deleteIn([...embed, "required", required.toJSON().indexOf("default_mode")]);
    const source = join(folder, "openapi-platform.yaml");
    await writeFile(source, yaml.toString());
    const report = join(folder, "report.md");
    vi.spyOn(console, "error").mockImplementation(() => {});
    const code = await upstream(root, {
      source,
      report,
      dryRun: true,
      json: false,
      quiet: true,
      trustChanges: false,
      maxLost: 0.2,
      document: "openapi-platform",
      rehearse: "full",
      plan: thisRepository,
      consumers: [uses],
    });
    vi.restoreAllMocks();

    expect(code).toBe(exitCodes.wouldNotCompile);
    const markdown = await readFile(report, "utf8");
    const line = markdown.split("\n").find((row) => row.startsWith("| uses | `index.ts:"));
    expect(line).toContain("`index.ts:2`");
    expect(line).toContain("default\\_mode is gone");
    expect(markdown).toContain("| build, types and tests of the repository |");
    expect(await readFile(join(root, "specs/openapi-platform.yaml"), "utf8")).toBe(text);
  }, 1_800_000);
});
