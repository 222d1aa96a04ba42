import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Change } from "@shared/openapi-verdict";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { snapshot } from "../testing/small-repository.ts";
import { checkTypes } from "./check-types.ts";
import { causeOf } from "./compile-errors.ts";
import type { Rehearsal } from "./rehearse.ts";

const compiler = fileURLToPath(
  new URL("../../../packages/types/node_modules/typescript", import.meta.url),
);
let root: string;

const config = JSON.stringify({
  compilerOptions: { strict: true, module: "nodenext", types: [], lib: ["es2022"] },
  include: ["src"],
});
const manifest = (name: string, dependencies: object = {}) =>
  JSON.stringify({ name, type: "module", exports: { ".": "./dist/index.js" }, dependencies });
const using = `import type { Pet } from "@shared/kapso-types";\n`;

async function write(files: Record<string, string>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "check-types-")));
  await write({
    "packages/types/package.json": manifest("@shared/kapso-types"),
    "packages/types/tsconfig.json": config,
    "packages/types/src/index.ts": "export interface Pet { name: string }\n",
    "packages/client/package.json": manifest("@shared/client", { "@shared/kapso-types": "*" }),
    "packages/client/tsconfig.json": config,
    "packages/client/src/index.ts": `${using}export const id = (pet: Pet) => pet;\n`,
    "packages/other/package.json": manifest("@shared/other"),
    "packages/other/tsconfig.json": config,
    "packages/other/src/index.ts": "export const broken: number = 'text';\n",
  });
  for (const name of ["types", "client", "other"]) {
    await mkdir(join(root, `packages/${name}/node_modules`));
    await symlink(compiler, join(root, `packages/${name}/node_modules/typescript`));
  }
});
afterEach(() => rm(root, { recursive: true, force: true }));

function check(): Promise<Rehearsal> {
  const path = "packages/types/src/index.ts";
  const content = "export interface Pet { title: string }\n";
  return checkTypes(root, {
    files: [{ path, kind: "changed", content }],
    changes: [],
    consumers: [],
    progress: () => {},
  });
}

describe("this repository's code", () => {
  test("that reads a lost property stops the bump, and nothing is written", async () => {
    await write({
      "packages/client/src/read.ts": `${using}export const a = (p: Pet) => p.name;\n`,
    });
    const before = await snapshot(root);
    const { ok, broken } = await check();
    expect(ok).toBe(false);
    expect(broken).toMatchObject([
      {
        consumer: "@shared/client",
        file: "src/read.ts",
        line: 2,
        message: expect.stringContaining("TS2339"),
      },
    ]);
    expect(broken[0]).not.toHaveProperty("role");
    expect(await snapshot(root)).toEqual(before);
  });

  test("in a test does not stop the bump, and is reported as an own test", async () => {
    await write({
      "packages/client/src/read.test.ts": `${using}export const a = (p: Pet) => p.name;\n`,
    });
    const { ok, broken } = await check();
    expect(ok).toBe(true);
    expect(broken).toMatchObject([{ file: "src/read.test.ts", role: "own test" }]);
  });

  test("of packages that do not use the types is not checked", async () => {
    const { ok, steps } = await check();
    expect(ok).toBe(true);
    expect(steps.map(({ name }) => name)).toEqual([
      "types of @shared/client",
      "types of @shared/kapso-types",
    ]);
  });
});

test("a program without files is an error, since nothing would be checked", async () => {
  await write({ "packages/client/tsconfig.json": '{ "include": ["nowhere"] }' });
  await expect(check()).rejects.toThrow("has no TypeScript files to check");
});

test("a call that stops compiling because of a new operation names that operation", () => {
  const added: Change = {
    class: "additive",
    operation: "POST /broadcasts/{id}/cancel",
    location: "operation",
    direction: null,
    text: "New operation POST /broadcasts/{id}/cancel.",
    sentence: "New operation POST /broadcasts/{id}/cancel.",
    marks: { op: "POST /broadcasts/{id}/cancel", id: "cancelBroadcast" },
    places: [],
    decidedBy: "both",
    rule: "operation.added",
    wire: "additive",
    types: "none",
  };
  const message =
    "TS2379: Argument of type '[init: any]' is not assignable to parameter of type '[init: CancelBroadcastInit, options?: CallOptions]'.";
  const error = { file: "a.test.ts", line: 1, message, code: "return send(...call);" };
  expect(causeOf(error, [added])).toContain("New operation POST /broadcasts/{id}/cancel.");
  expect(causeOf({ ...error, message: "TS2379: Something else." }, [added])).toBeUndefined();
});
