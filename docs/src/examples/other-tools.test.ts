import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { findChromium } from "@shared/toolkit/chromium.ts";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pages } from "../repository.ts";
import { blocksOfPage, type CodeBlock } from "./code-blocks.ts";

const packageFolder = join(import.meta.dirname, "../..");
const bin = join(packageFolder, "node_modules/.bin");
let folder: string;

beforeAll(async () => {
  await mkdir(join(packageFolder, ".examples"), { recursive: true });
  folder = await mkdtemp(join(packageFolder, ".examples/tools-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Each block that a tool other than Node runs, by the tool, with the name of its file. */
const blocks = new Map<string, { file: string; block: CodeBlock }>();
for (const block of (await pages()).flatMap(blocksOfPage)) {
  const [, tool, file] = /^(\w+) runs it: (\S+)$/.exec(block.comment ?? "") ?? [];
  if (tool !== undefined && file !== undefined) blocks.set(tool, { file, block });
}

interface Tool {
  name: string;
  /** A command that ends with 0 where the tool is installed; its own package for those of npm. */
  probe?: readonly [string, ...string[]];
  words(file: string): readonly [string, ...string[]];
  /** Files that the tool needs beside the block. */
  files?: Readonly<Record<string, string>>;
  installed?: boolean;
}

const chromium = findChromium();
const tools: readonly Tool[] = [
  { name: "vitest", words: (file) => ["vitest", "run", "--root", ".", file] },
  {
    name: "Jest",
    words: (file) => ["jest", "--rootDir", ".", file],
    files: { "package.json": "{}" },
  },
  {
    name: "Playwright",
    words: () => ["playwright", "test", "--reporter", "line"],
    files: {
      "playwright.config.ts": `export default { use: { launchOptions: { executablePath: ${JSON.stringify(chromium)}, args: ["--no-sandbox"] } } };`,
    },
    installed: chromium !== undefined,
  },
  {
    name: "Python",
    probe: ["python3", "--version"],
    words: (file) => ["python3", "-m", "unittest", file.replace(".py", "")],
  },
  {
    name: "Go",
    probe: ["go", "version"],
    words: () => ["go", "test", "./..."],
    files: { "go.mod": "module embeds\n\ngo 1.19\n" },
  },
];

test("the page has a test for each tool", () => {
  expect([...blocks.keys()].toSorted()).toEqual(tools.map(({ name }) => name).toSorted());
});

// Browsers and compilers take their time: the plain level runs what starts at once.
const atOnce = ["vitest", "Python"];

for (const { name, probe, words, files = {}, installed = true } of tools) {
  const isHere = installed && (await probeTool(probe));
  test.runIf(isHere && (isFullLevel || atOnce.includes(name)))(
    `${name} runs its test`,
    async () => {
      const example = blocks.get(name);
      if (!example) throw new Error(`No page has a block that ${name} runs.`);
      const cwd = join(folder, name);
      await mkdir(cwd);
      for (const [file, text] of Object.entries({ ...files, [example.file]: example.block.code })) {
        await writeFile(join(cwd, file), text);
      }
      await symlink(join(packageFolder, "node_modules"), join(cwd, "node_modules"));
      const [program, ...rest] = words(example.file);
      const { VITEST: _, NODE_OPTIONS: __, ...env } = process.env;
      await runCommand(program, rest, {
        cwd,
        env: {
          ...env,
          PATH: `${bin}${delimiter}${env["PATH"]}`,
          KAPSO_EMULATOR_COMMAND: join(bin, "kapso-emulator"),
          GOFLAGS: "-mod=mod",
        },
      });
    },
  );
}

async function probeTool(probe: Tool["probe"]): Promise<boolean> {
  if (!probe) return true;
  const [program, ...words] = probe;
  return runCommand(program, words, { cwd: packageFolder }).then(
    () => true,
    () => false,
  );
}
