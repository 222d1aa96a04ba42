import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError, runCommand } from "@shared/toolkit/run-command.ts";
import { repositoryRoot } from "../repository.ts";
import { type Mistake, mistakes } from "./mistakes.ts";

/** The page that shows them. */
export const messagesPage: string = join(repositoryRoot, "docs/how-to/read-compiler-messages.md");

/** The two compilers that the repository is built with. */
const compilers = ["docs/node_modules/typescript", "node_modules/typescript"].map((folder) =>
  join(repositoryRoot, folder),
);

const preamble = `import { createKapsoClient, paginate, unwrap } from "@shared/kapso-client";
const kapso = createKapsoClient();
void [paginate, unwrap];
`;

const compilerOptions = {
  target: "es2022",
  lib: ["es2022", "dom"],
  types: [],
  module: "nodenext",
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** What each compiler says of each mistake, by the compiler's name. */
type Messages = Map<string, string[]>;

/** The section of the page: each mistake, and what each compiler says of it. */
export async function printMessages(messages: Messages): Promise<string> {
  const printed = mistakes.map((mistake, index) => printMistake(mistake, messages, index));
  return [await documentLine(), ...printed].join("\n\n");
}

/** Names the vendored document, whose types the messages print. */
export async function documentLine(): Promise<string> {
  const source = join(repositoryRoot, "specs/openapi-platform.source.json");
  const { sha256 }: { sha256: string } = JSON.parse(await readFile(source, "utf8"));
  return `With the spec at ${sha256.slice(0, 12)}:`;
}

function printMistake({ title, code }: Mistake, messages: Messages, index: number): string {
  const byText = new Map<string, string[]>();
  for (const [compiler, texts] of messages) {
    const text = texts[index] ?? "";
    byText.set(text, [...(byText.get(text) ?? []), compiler]);
  }
  const parts = [...byText].map(([text, names]) =>
    byText.size === 1 ? fence(text) : `TypeScript ${names.join(", ")}:\n\n${fence(text)}`,
  );
  return [`## ${title}`, fence(code), ...parts].join("\n\n");
}

function fence(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}

export async function compileMistakes(): Promise<Messages> {
  const folder = await mkdtemp(join(tmpdir(), "kapso-mistakes-"));
  try {
    await symlink(join(repositoryRoot, "docs/node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    const files = mistakes.map((_, index) => `${index}.ts`);
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    for (const [index, { code }] of mistakes.entries()) {
      await writeFile(join(folder, `${index}.ts`), preamble + code);
    }
    const messages: Messages = new Map();
    for (const compiler of compilers) {
      const manifest = await readFile(join(compiler, "package.json"), "utf8");
      const { version }: { version: string } = JSON.parse(manifest);
      messages.set(version.replace(/\.\d+$/, ""), await messagesOf(compiler, folder));
    }
    return messages;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function messagesOf(compiler: string, folder: string): Promise<string[]> {
  const command = [join(compiler, "bin/tsc"), "-p", folder, "--pretty", "false"];
  const output = await runCommand(process.execPath, command, { cwd: folder }).then(
    ({ stdout }) => stdout,
    (error: unknown) => {
      if (error instanceof CommandError) return error.stdout;
      throw error;
    },
  );
  const found = output.split(/^(?=\d+\.ts\()/m);
  return mistakes.map(({ title }, index) => {
    const [first, second] = found.filter((text) => text.startsWith(`${index}.ts(`));
    if (first === undefined || second !== undefined) {
      throw new Error(`Expected one error for "${title}":\n${output}`);
    }
    return first.replace(/^.*?error (?=TS)/, "").trim();
  });
}
