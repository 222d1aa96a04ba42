import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const TYPESCRIPT = createRequire(import.meta.url).resolve("typescript/package.json");

test("each example of the README and of the docstrings compiles", async () => {
  const sources = (await readdir(join(PACKAGE, "src"), { recursive: true }))
    .filter((name) => name.endsWith(".ts") && !name.includes("test"))
    .map((name) => join("src", name));
  const folder = await mkdtemp(join(PACKAGE, "node_modules/examples-"));
  try {
    let count = 0;
    for (const name of ["README.md", ...sources]) {
      const text = await readFile(join(PACKAGE, name), "utf8");
      for (const [, code = ""] of text.matchAll(/^[ *]*```ts\n([\s\S]*?)^[ *]*```$/gm)) {
        count += 1;
        const example = name.endsWith(".ts") ? code.replaceAll(/^ *\* ?/gm, "") : code;
        await writeFile(join(folder, `example-${count}.ts`), `${example}\nexport {};\n`);
      }
    }
    const source = (path: string): string[] => [join(PACKAGE, "src", path)];
    const paths = {
      "@shared/kapso-embeds": source("index.ts"),
      "@shared/kapso-embeds/file": source("stores/file.ts"),
      "@shared/kapso-embeds/conformance": source("conformance.ts"),
    };
    const compilerOptions = {
      paths,
      noUnusedLocals: false,
      isolatedDeclarations: false,
      declaration: false,
      rewriteRelativeImportExtensions: false,
      allowImportingTsExtensions: true,
    };
    const tsconfig = { extends: "../../tsconfig.json", compilerOptions, include: ["."] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    const errors = await new Promise<string>((resolve) => {
      const tsc = join(dirname(TYPESCRIPT), "bin/tsc");
      execFile(process.execPath, [tsc, "-p", folder], (_error, stdout) => resolve(stdout));
    });
    expect(errors).toBe("");
    expect(count).toBeGreaterThan(10);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("nothing but the file store needs Node", async () => {
  const names = await readdir(join(PACKAGE, "src"), { recursive: true });
  const published = names.filter((name) => name.endsWith(".ts") && !/test|stores.file/.test(name));
  for (const name of published) {
    expect(await readFile(join(PACKAGE, "src", name), "utf8"), name).not.toMatch(/from "node:/);
  }
});
