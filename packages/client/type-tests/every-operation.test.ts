import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
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

it.runIf(existsSync(wholeDocument))(
  "and of each operation of the vendor's whole document",
  async () => {
    await using folder = await temporaryFolder();
    const { modules, description } = await generateTypes(
      folder.path,
      await readFile(wholeDocument, "utf8"),
    );
    const { wrong, operations, calls, strays } = await judge(folder.path, description, modules);
    console.log(`${calls} calls of ${operations} operations judged`);
    expect(wrong).toEqual([]);
    expect(strays).toEqual([]);
    expect(operations).toBeGreaterThan(100);

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
