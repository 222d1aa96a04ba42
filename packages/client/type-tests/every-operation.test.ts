import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator } from "@shared/kapso-emulator";
import type { OperationTable } from "@shared/kapso-types";
import { operationTable } from "@shared/kapso-types/openapi-platform/operations";
import { expect, it } from "vitest";
import { type AnyResult, errorOf } from "../src/calls/unwrap.ts";
import { createKapsoClient } from "../src/client.ts";
import { operations } from "../src/operations.ts";
import {
  compile,
  type Modules,
  packageFolder,
  repositoryFolder,
  sourceModules,
  temporaryFolder,
  writeProject,
} from "./compile.ts";
import { generateTypes } from "./generated-types.ts";
import { type Description, sampleCalls } from "./sample-calls.ts";

/** The vendor's whole document, if it is beside the repository. It is not in it. */
const wholeDocument = join(repositoryFolder, "../shared/upstream/openapi-platform.yaml");

async function judge(folder: string, description: Description, modules: Modules) {
  const calls = sampleCalls(description);
  const preamble = [
    `import type { Verbs } from ${JSON.stringify(join(packageFolder, "src/calls/call-types.ts"))};`,
    "declare const kapso: Verbs;",
    "declare const anything: any;",
  ];
  await writeProject(
    folder,
    { "calls.ts": [...preamble, ...calls.map(({ code }) => code)].join("\n") },
    modules,
  );
  const { errors } = await compile(folder);
  const [ours, strays] = [true, false].map((mine) =>
    errors.filter(({ file }) => (file === "calls.ts") === mine),
  );
  const refused = new Set(ours?.map(({ line }) => line - preamble.length - 1));
  const wrong = calls.filter(({ fault }, index) => refused.has(index) !== (fault !== undefined));
  const operations = new Set(calls.map(({ operation }) => operation)).size;
  return { wrong, operations, calls: calls.length, strays };
}

it("judges a right call and every single misspelling of each vendored operation right", async () => {
  await using folder = await temporaryFolder();
  const { default: description } = await import("@shared/kapso-types/openapi-platform.json", {
    with: { type: "json" },
  });
  const { wrong, operations, calls, strays } = await judge(folder.path, description, sourceModules);
  console.log(`${calls} calls of ${operations} operation(s) judged`);
  expect(wrong).toEqual([]);
  expect(strays).toEqual([]);
  expect(calls).toBeGreaterThan(operations * 2);
});

/** What the right calls of a document send, by method and path. */
function sentBy(description: Description): Map<string, object> {
  const sent = new Map<string, object>();
  const record = (method: string) => (path: string, init: object) =>
    sent.set(`${method} ${path}`, init);
  const kapso = Object.fromEntries(
    ["GET", "PUT", "POST", "DELETE", "PATCH"].map((method) => [method, record(method)]),
  );
  for (const { code } of sampleCalls(description).filter(({ fault }) => fault === undefined)) {
    new Function("kapso", "anything", code)(kapso, "x");
  }
  return sent;
}

/** Calls each operation by its name, and returns the operations that the emulator saw. */
async function callByName(
  description: Description,
  table: OperationTable<Record<string, unknown>>,
) {
  const emulator = await startEmulator({ spec: description });
  try {
    const named: unknown[] = [];
    const kapso = createKapsoClient({
      apiKey: emulator.apiKey,
      baseUrl: emulator.url + emulator.basePath,
      hooks: { onResponse: ({ operation }) => named.push(operation) },
    });
    const api = operations(kapso as never, table as never) as Record<
      string,
      (init?: object) => Promise<AnyResult>
    >;
    const sent = sentBy(description);
    for (const [name, [method, path]] of Object.entries(table)) {
      const result = await api[name]?.(sent.get(`${method} ${path}`));
      if (!result?.ok) expect(errorOf(result as AnyResult).operation).toBe(named.at(-1));
    }
    const seen = emulator.requests.map(({ operation_id }) => operation_id);
    return { names: Object.keys(table), seen, named };
  } finally {
    await emulator.close();
  }
}

it("each vendored operation is called by its name", async () => {
  const { default: description } = await import("@shared/kapso-types/openapi-platform.json", {
    with: { type: "json" },
  });
  const { names, seen, named } = await callByName(description, operationTable);
  expect(seen).toEqual(names);
  expect(named).toEqual(names);
});

it.runIf(existsSync(wholeDocument))(
  "and of each operation of the vendor's whole document",
  async () => {
    await using folder = await temporaryFolder();
    const { modules, description } = await generateTypes(
      folder.path,
      await readFile(wholeDocument, "utf8"),
    );
    const {
      wrong,
      operations: count,
      calls,
      strays,
    } = await judge(folder.path, description, modules);
    console.log(`${calls} calls of ${count} operations judged`);
    expect(wrong).toEqual([]);
    expect(strays).toEqual([]);
    expect(count).toBeGreaterThan(100);

    const generated = "packages/types/src/generated/openapi-platform/operations.gen.ts";
    const table = (await import(join(folder.path, generated))).operationTable;
    const { names, seen, named } = await callByName(description, table);
    expect(names).toHaveLength(count);
    expect(seen).toEqual(names);
    expect(named).toEqual(names);

    // A field that the vendored slice does not have yet.
    const create = (language: string): string =>
      `void kapso.createInboxEmbed({ scope_type: "project", language: "${language}" });`;
    const client = `import { createKapsoClient } from "@shared/kapso-client";\nconst kapso = createKapsoClient();`;
    await writeProject(
      folder.path,
      { "embed.ts": [client, create("es"), create("xx")].join("\n") },
      modules,
    );
    expect((await compile(folder.path)).errors.map(({ line }) => line)).toEqual([4]);
  },
);
