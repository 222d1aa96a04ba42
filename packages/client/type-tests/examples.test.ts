import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { createdEmbed } from "../src/testing/server.ts";
import { compile, PACKAGE, temporaryFolder, writeProject } from "./compile.ts";

/** Every fenced `ts` block of a text; in a docstring, without what stands before its lines. */
function blocks(text: string, docstring: boolean): string[] {
  return [...text.matchAll(/^[ *]*```ts\n([\s\S]*?)^[ *]*```$/gm)].map(([, code = ""]) =>
    docstring ? code.replaceAll(/^ *\* ?/gm, "") : code,
  );
}

async function examples(): Promise<Record<string, string>> {
  const sources = (await readdir(join(PACKAGE, "src"), { recursive: true })).filter(
    (name) => name.endsWith(".ts") && !name.includes(".test"),
  );
  const found = await Promise.all(
    ["README.md", ...sources.map((name) => join("src", name))].map(async (name) => {
      const text = await readFile(join(PACKAGE, name), "utf8");
      return blocks(text, name.endsWith(".ts")).map((code, index) => [
        `${name.replaceAll(/\W+/g, "-")}-${index + 1}.ts`,
        `${code}\nexport {};\n`,
      ]);
    }),
  );
  return Object.fromEntries(found.flat());
}

it("compiles each example of the README and of the docstrings", async () => {
  const files = await examples();
  await using folder = await temporaryFolder();
  await writeProject(folder.path, files);
  const { errors } = await compile(folder.path);
  console.log(`${Object.keys(files).length} examples compiled`);
  expect(errors).toEqual([]);
  expect(Object.keys(files).length).toBeGreaterThan(8);
}, 60_000);

it("runs each of them to its end, with the package as it is built", async () => {
  // Inside of the package, so that its name leads to itself.
  const folder = await mkdtemp(join(PACKAGE, ".examples-"));
  try {
    const answer = JSON.stringify({ data: createdEmbed() });
    const stub = `globalThis.fetch = async () => new Response(${JSON.stringify(answer)}, { status: 201 });`;
    await writeFile(join(folder, "stub.mjs"), stub);
    const env = { ...process.env, KAPSO_API_KEY: "example-key" };
    const run = async ([name, code]: [string, string]): Promise<void> => {
      await writeFile(join(folder, name), code);
      const parameters = ["--import", "./stub.mjs", name];
      await promisify(execFile)(process.execPath, parameters, { cwd: folder, env });
    };
    await Promise.all(Object.entries(await examples()).map(run));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
