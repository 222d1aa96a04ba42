import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile, SETUPS } from "./compile.ts";
import { writeProgram } from "./consumer.ts";
import { compilersToTry, EVERYTHING, prepareCompilers, runtimesToTry } from "./matrix.ts";
import { runRuntime } from "./run-runtime.ts";

const runtimes = await runtimesToTry(EVERYTHING);
const [node] = runtimes;
const workerd = runtimes.find(({ id }) => id === "workerd");
const [compiler] = (await compilersToTry(EVERYTHING)).slice(-1);
if (!node || !compiler) throw new Error("There is no Node or no TypeScript to try.");

const folder = await mkdtemp(join(tmpdir(), "planted-faults-"));
let sound: string;

beforeAll(async () => {
  sound = await prepareCompilers(folder);
  await writeProgram(sound, "import");
  await writeProgram(sound, "require");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A copy of what was installed, with one file of ours changed. */
async function planted(file: string, change: (text: string) => string): Promise<string> {
  const copy = await mkdtemp(join(folder, "planted-"));
  await cp(sound, copy, { recursive: true });
  const path = join(copy, "node_modules", file);
  const before = await readFile(path, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
  return copy;
}

/** What a run comes to: the checks that fail, or why there are none. */
function failuresOf(
  consumer: string,
  form: "import" | "require",
  runtime = node,
): Promise<string[]> {
  if (!runtime) throw new Error("There is no runtime.");
  return runRuntime(runtime, form, consumer).then(
    (results) => results.flatMap(({ name, problem }) => (problem ? [name] : [])),
    (error: Error) => [error.message],
  );
}

const exportsOf = (dot: unknown) => (text: string) => {
  const manifest: { exports: Record<string, unknown> } = JSON.parse(text);
  return JSON.stringify({ ...manifest, exports: { ...manifest.exports, ".": dot } });
};

describe("the run notices", () => {
  it("an entry that leads nowhere", async () => {
    const consumer = await planted(
      "@shared/kapso-client/package.json",
      exportsOf("./dist/gone.js"),
    );
    expect(await failuresOf(consumer, "import")).toEqual([said(/ERR_MODULE_NOT_FOUND/)]);
    expect(await failuresOf(consumer, "require")).toEqual([said(/MODULE_NOT_FOUND/)]);
  });

  it("an entry that can be imported only", async () => {
    const only = exportsOf({ import: "./dist/index.js" });
    const consumer = await planted("@shared/kapso-client/package.json", only);
    expect(await failuresOf(consumer, "import")).toEqual([]);
    expect(await failuresOf(consumer, "require")).toEqual([said(/ERR_PACKAGE_PATH_NOT_EXPORTED/)]);
  });

  it("an entry that can be required only", async () => {
    const only = exportsOf({ require: "./dist/index.js" });
    const consumer = await planted("@shared/kapso-embeds/package.json", only);
    expect(await failuresOf(consumer, "import")).toEqual([said(/ERR_PACKAGE_PATH_NOT_EXPORTED/)]);
    expect(await failuresOf(consumer, "require")).toEqual([]);
  });

  it("a secret that is printed", async () => {
    const consumer = await planted("@shared/kapso-embeds/dist/hide-url.js", (text) =>
      text.replaceAll("nodejs.util.inspect.custom", "another.symbol"),
    );
    expect(await failuresOf(consumer, "import")).toEqual(["nothing secret was printed"]);
  });

  it("a missing declaration", async () => {
    const consumer = await planted("@shared/kapso-client/dist/webhooks.d.ts", () => "export {};\n");
    const [setup] = SETUPS;
    expect(setup && (await compile(compiler, setup, consumer))).toMatch("verifyWebhook");
  });

  it("a declaration that needs a library nobody asked for", async () => {
    const consumer = await planted(
      "@shared/kapso-client/dist/embed.d.ts",
      (text) => `${text}export declare const temporal: Temporal.Instant;\n`,
    );
    const [setup] = SETUPS;
    expect(setup && (await compile(compiler, setup, consumer))).toMatch("Temporal");
  });

  it.runIf(workerd)("what only Node has, in the client's main entry", async () => {
    const consumer = await planted(
      "@shared/kapso-client/dist/index.js",
      (text) => `import "node:fs";\n${text}`,
    );
    await writeProgram(consumer, "worker");
    expect(await failuresOf(consumer, "import")).toEqual([]);
    expect(await failuresOf(consumer, "import", workerd)).toEqual([said(/node:fs/)]);
  });
});

function said(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
