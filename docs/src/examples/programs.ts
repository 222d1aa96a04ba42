import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CodeBlock } from "./code-blocks.ts";

/** What a block is saved as, by what its fence names. */
const endings: Record<string, string> = {
  ts: ".ts",
  tsx: ".tsx",
  js: ".js",
  mjs: ".mjs",
  cjs: ".cjs",
  cts: ".cts",
};

/** A block that is a program, and the file it was saved as. */
export interface Program {
  block: CodeBlock;
  /** Absolute. */
  file: string;
  /** For the reader of a failure: page and line. */
  name: string;
}

export function isProgram(block: CodeBlock): boolean {
  return block.language in endings && !isOnlyInProject(block);
}

/** Whether a program needs packages that only its project in `examples/` has, which compiles it. */
export function isOnlyInProject({ words }: CodeBlock): boolean {
  return words.includes("in-project");
}

/**
 * A program that a test can start as it stands: Node runs no JSX, and what is only declared (a
 * reader's own database, say) is not there. A project tests its own files.
 */
export function isRunnable(block: CodeBlock): boolean {
  const { language, words, code } = block;
  return (
    isProgram(block) &&
    language !== "tsx" &&
    !words.includes("no-run") &&
    !isOfProject(block) &&
    (!needsDatabase(block) || process.env["DATABASE_URL"] !== undefined) &&
    !/^\s*declare /m.test(code)
  );
}

/** Whether the block must be the file of `examples/` that the comment before it names. */
export function isOfProject({ comment, words }: CodeBlock): boolean {
  return words.includes("in-project") || /^examples\//.test(comment ?? "");
}

/** Whether a program needs the PostgreSQL server at `DATABASE_URL`; without one it is only compiled. */
export function needsDatabase({ words }: CodeBlock): boolean {
  return words.includes("database");
}

/** Whether a program goes through a proxy: one in its code, or the one that the environment names. */
export function needsProxy({ words }: CodeBlock): boolean {
  return words.some((word) => /^(env-)?proxy$/.test(word));
}

/** Whether a program sends past the global `fetch`, so that only the base URL leads it to the emulator. */
export function hasOwnTransport({ code }: CodeBlock): boolean {
  return /"@shared\/kapso-client\/undici"/.test(code);
}

/** Whether a program is a test file of vitest, which runs in no other way. */
export function isVitest({ code }: CodeBlock): boolean {
  return /from "vitest"/.test(code);
}

/** Whether a program brings what responds to its requests, and must not be led to the emulator. */
export function isMocked({ code }: CodeBlock): boolean {
  return /from "(msw|nock)"/.test(code);
}

/**
 * Saves each program as a separate file, in a folder below this package, whose dependencies it
 * then finds. Lines keep their numbers: an error in a file names the line of the page.
 */
export async function writePrograms(
  blocks: readonly CodeBlock[],
): Promise<{ folder: string; programs: Program[] } & AsyncDisposable> {
  const parent = join(import.meta.dirname, "../../.examples");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "run-"));
  const programs = await Promise.all(
    blocks.filter(isProgram).map(async (block) => {
      const { path, line, language, code } = block;
      const name = `${path}:${line}`;
      const ending = `${isVitest(block) ? ".test" : ""}${endings[language]}`;
      const file = join(folder, name.replaceAll(/\W+/g, "-") + ending);
      await writeFile(file, `${"\n".repeat(line - 1)}${code}\n${moduleMark(language)}`);
      return { block, file, name };
    }),
  );
  return {
    folder,
    programs,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Without it, two programs without imports would share their names. */
function moduleMark(language: string): string {
  return language === "ts" || language === "tsx" ? "export {};\n" : "";
}
