import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSection } from "@shared/toolkit/markdown-section.ts";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile, copyProgram, declarationsSetup, isExpected, setups } from "./compile.ts";
import { installByPnpm, writeProgram } from "./consumer.ts";
import {
  compilersToTry,
  pagePath,
  prepareConsumer,
  runtimesToTry,
  setupsToTry,
  tryCompiler,
  tryRuntime,
} from "./matrix.ts";
import { runRuntime } from "./run-runtime.ts";
import {
  type CompilerRow,
  compilerLine,
  compilersTable,
  type RuntimeRow,
  runtimeLine,
  runtimesTable,
} from "./tables.ts";
import { listTools } from "./tools.ts";

const runtimes = await runtimesToTry(isFullLevel);
const compilers = await compilersToTry(isFullLevel);
const workerd = runtimes.find(({ id }) => id === "workerd");
const runtimeRows: RuntimeRow[] = [];
const compilerRows: CompilerRow[] = [];

let folder: string;
let consumer: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "runtimes-"));
  consumer = await prepareConsumer(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the packed packages, installed by npm", () => {
  it.each(runtimes)("do what they promise on $label", async (runtime) => {
    const row = await tryRuntime(runtime, consumer);
    runtimeRows.push(row);
    const failed = Object.entries(row.outcomes).flatMap(([form, results]) =>
      results.filter(({ problem }) => problem).map((result) => ({ form, ...result })),
    );
    expect(failed).toEqual([]);
  });

  it.each(compilers)("compile with $label, with every declaration checked", async (compiler) => {
    const tried = setupsToTry(compiler, isFullLevel, compiler === compilers.at(-1));
    const { row, problems } = await tryCompiler(compiler, consumer, tried);
    compilerRows.push(row);
    const expected = tried.map((setup) => [setup.name, isExpected(compiler, setup)]);
    expect(row.verdicts, Object.values(problems).join("\n")).toEqual(Object.fromEntries(expected));
  });
});

describe("a service that writes declarations, without a type annotation, compiles", () => {
  const tried = compilers.filter(({ label }) => /5\.9|7\.0/.test(label));
  let byPnpm: string;
  beforeAll(async () => {
    byPnpm = await installByPnpm(folder);
    await copyProgram(byPnpm);
  });

  it.each(tried)("with $label, where npm installed our packages", async (compiler) => {
    expect(await compile(compiler, declarationsSetup, consumer)).toBeUndefined();
  });

  it.each(tried)("with $label, where pnpm did", async (compiler) => {
    expect(await compile(compiler, declarationsSetup, byPnpm)).toBeUndefined();
  });
});

// `pnpm runtimes` writes them.
describe("the tables of docs/where-it-runs.md", () => {
  it.runIf(isFullLevel)("are the results of this run", async () => {
    expect(await readTable("runtimes")).toBe(runtimesTable(runtimeRows));
    expect(await readTable("compilers")).toBe(compilersTable(compilerRows));
  });

  it("have a line for each runtime and compiler, with the results of this run", async () => {
    const [table, compilerTable] = [await readTable("runtimes"), await readTable("compilers")];
    for (const { label } of await listTools("runtimes")) expect(table).toContain(`| ${label} `);
    for (const row of runtimeRows.filter(({ label }) => table.includes(`| ${label} `))) {
      if (row.notes.length === 0) expect(table).toContain(runtimeLine(row, []));
    }
    const newest = compilerRows.find(({ label }) => label === "TypeScript 7.0");
    if (newest === undefined) throw new Error("TypeScript 7.0 was not tried.");
    expect(compilerTable).toContain(
      compilerLine(
        newest,
        setups.map(({ name }) => name),
      ),
    );
  });
});

async function readTable(name: string): Promise<string> {
  return readSection(await readFile(pagePath, "utf8"), name);
}

/** A copy of what was installed, with one file of ours changed. */
async function planted(file: string, change: (text: string) => string): Promise<string> {
  const copy = await mkdtemp(join(folder, "planted-"));
  await cp(consumer, copy, { recursive: true });
  const path = join(copy, "node_modules", file);
  const before = await readFile(path, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
  return copy;
}

/** The checks that fail in a run, or why it has none. */
function failuresOf(
  copy: string,
  form: "import" | "require",
  runtime = runtimes[0],
): Promise<string[]> {
  if (!runtime) throw new Error("There is no runtime.");
  return runRuntime(runtime, form, copy).then(
    (results) => results.flatMap(({ name, problem }) => (problem ? [name] : [])),
    (error: Error) => [error.message],
  );
}

/** What the last compiler prints in the first setup. */
async function compileIn(copy: string): Promise<string | undefined> {
  const [compiler, [setup]] = [compilers.at(-1), setups];
  if (!compiler || !setup) throw new Error("There is no TypeScript to try.");
  return compile(compiler, setup, copy);
}

const exportsOf = (dot: unknown) => (text: string) => {
  const manifest: { exports: Record<string, unknown> } = JSON.parse(text);
  return JSON.stringify({ ...manifest, exports: { ...manifest.exports, ".": dot } });
};

describe("a run finds", () => {
  it("an entry that leads nowhere", async () => {
    const copy = await planted("@shared/kapso-client/package.json", exportsOf("./dist/gone.js"));
    expect(await failuresOf(copy, "import")).toEqual([matching(/ERR_MODULE_NOT_FOUND/)]);
    expect(await failuresOf(copy, "require")).toEqual([matching(/MODULE_NOT_FOUND/)]);
  });

  it("an entry that can be imported only", async () => {
    const only = exportsOf({ import: "./dist/index.js" });
    const copy = await planted("@shared/kapso-client/package.json", only);
    expect(await failuresOf(copy, "import")).toEqual([]);
    expect(await failuresOf(copy, "require")).toEqual([matching(/ERR_PACKAGE_PATH_NOT_EXPORTED/)]);
  });

  it("an entry that can be required only", async () => {
    const only = exportsOf({ require: "./dist/index.js" });
    const copy = await planted("@shared/kapso-embeds/package.json", only);
    expect(await failuresOf(copy, "import")).toEqual([matching(/ERR_PACKAGE_PATH_NOT_EXPORTED/)]);
    expect(await failuresOf(copy, "require")).toEqual([]);
  });

  it("a secret that is printed", async () => {
    const copy = await planted("@shared/kapso-client/dist/index.js", (text) =>
      text.replaceAll("nodejs.util.inspect.custom", "another.symbol"),
    );
    expect(await failuresOf(copy, "import")).toEqual(["nothing secret was printed"]);
  });

  it("a missing declaration", async () => {
    const copy = await planted(
      "@shared/kapso-client/dist/webhooks/index.d.ts",
      () => "export {};\n",
    );
    expect(await compileIn(copy)).toMatch("verifyWebhook");
  });

  it("a declaration that needs a library beyond those of its package", async () => {
    const copy = await planted(
      "@shared/kapso-client/dist/embed/index.d.ts",
      (text) => `${text}\nexport declare const temporal: Temporal.Instant;\n`,
    );
    expect(await compileIn(copy)).toMatch("Temporal");
  });

  it.runIf(workerd)("what only Node has, in the client's main entry", async () => {
    const copy = await planted(
      "@shared/kapso-client/dist/index.js",
      (text) => `import "node:fs";\n${text}`,
    );
    await writeProgram(copy, "worker");
    expect(await failuresOf(copy, "import")).toEqual([]);
    expect(await failuresOf(copy, "import", workerd)).toEqual([matching(/node:fs/)]);
  });
});

function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
