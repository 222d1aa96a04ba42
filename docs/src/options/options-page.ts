import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../repository.ts";

/** The page that lists the client's options, from their docstrings. */
export const optionsPage: string = join(repositoryRoot, "docs/how-to/all-options.md");

const source = join(repositoryRoot, "packages/client/src/options.ts");
const intro = `<!-- Written by \`pnpm --filter @shared/docs options\` from packages/client/src/options.ts. -->

# All options of the client

Each option of a call can also be given to the client, for all of its calls; only \`safeToRetry\`
cannot. An option that is \`undefined\` is left out; one that does not exist is rejected.`;

/** The page as it must be. */
export async function buildOptionsPage(): Promise<string> {
  const text = await readFile(source, "utf8");
  const file = ts.createSourceFile(source, text, ts.ScriptTarget.Latest, true);
  return `${[
    intro,
    "## Of the client",
    optionsOf(file, "KapsoClientOptions"),
    "## Of a call, and of the client",
    optionsOf(file, "CallOptions"),
  ].join("\n\n")}\n`;
}

function optionsOf(file: ts.SourceFile, name: string): string {
  const found = file.statements.find(
    (one) => ts.isInterfaceDeclaration(one) && one.name.text === name,
  ) as ts.InterfaceDeclaration | undefined;
  if (!found) throw new Error(`${source} has no interface ${name}.`);
  return found.members.filter(ts.isPropertySignature).map(describe).join("\n\n");
}

function describe(member: ts.PropertySignature): string {
  const [comment] = member.getChildren().filter(ts.isJSDoc);
  const said = comment && ts.getTextOfJSDocComment(comment.comment);
  if (!said) throw new Error(`${source}: ${member.name.getText()} has no docstring.`);
  const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === "default");
  const standard = tag && ts.getTextOfJSDocComment(tag.comment);
  const type = (member.type?.getText() ?? "").replace(/\s+/g, " ").replaceAll(" | undefined", "");
  const lines = [`### ${member.name.getText()}`, `\`${type}\``, said];
  return [...lines, ...(standard ? [`Default: ${oneLine(standard)}`] : [])].join("\n\n");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
