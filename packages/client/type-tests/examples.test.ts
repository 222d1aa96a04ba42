import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { compile, PACKAGE, temporaryFolder, writeProject } from "./compile.ts";

/** Every fenced `ts` block of a text; in a docstring, without what stands before its lines. */
function blocks(text: string, docstring: boolean): string[] {
  return [...text.matchAll(/^[ *]*```ts\n([\s\S]*?)^[ *]*```$/gm)].map(([, code = ""]) =>
    docstring ? code.replaceAll(/^ *\* ?/gm, "") : code,
  );
}

it("compiles each example of the README and of the docstrings", async () => {
  const sources = (await readdir(join(PACKAGE, "src"), { recursive: true })).filter(
    (name) => name.endsWith(".ts") && !name.includes(".test"),
  );
  const texts = await Promise.all(
    ["README.md", ...sources.map((name) => join("src", name))].map(async (name) => ({
      name,
      text: await readFile(join(PACKAGE, name), "utf8"),
    })),
  );
  const examples = texts.flatMap(({ name, text }) =>
    blocks(text, name.endsWith(".ts")).map((code, index) => ({
      file: `${name.replaceAll(/\W+/g, "-")}-${index + 1}.ts`,
      code: `${code}\nexport {};\n`,
    })),
  );
  await using folder = await temporaryFolder();
  const files = Object.fromEntries(examples.map(({ file, code }) => [file, code]));
  await writeProject(folder.path, { ...files, "ambient.d.ts": "declare var console: Console;" });
  const { errors } = await compile(folder.path);
  console.log(`${examples.length} examples compiled`);
  expect(errors).toEqual([]);
  expect(examples.length).toBeGreaterThan(8);
}, 60_000);
