import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../repository.ts";

/** The page of the errors that the packages throw, from the docstrings of their classes and codes. */
export async function errorCodesPage(): Promise<string> {
  const client = await parse("packages/client/src/errors/error-classes.ts");
  const webhooks = await parse("packages/client/src/webhooks/webhook-error.ts");
  const embeds = await parse("packages/embeds/src/embeds-error.ts");
  const exits = await parse("scripts/regen/commands/exit-codes.ts");
  return `# Error codes

## Errors of the client

Every class extends \`KapsoError\`. [Handle errors](../how-to/handle-errors.md) shows how to use them.

${table(["class", "meaning"], [...classes(client), ...classes(webhooks)])}

## \`kind\` of a \`KapsoConnectionError\`

${table(["kind", "meaning"], documentedValues(client, "ConnectionFailure"))}

\`problem\` of a \`KapsoSignatureError\`: ${values(webhooks, "SignatureProblem")}.

## \`code\` of an \`InboxEmbedError\`

${table(["code", "meaning"], documentedValues(embeds, "InboxEmbedErrorCode"))}

## Exit codes of \`pnpm regen\`

${table(["code", "meaning"], properties(exits))}
`;
}

type Row = [name: string, meaning: string];

async function parse(path: string): Promise<ts.SourceFile> {
  const text = await readFile(join(repositoryRoot, path), "utf8");
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

function table(head: Row, rows: readonly Row[]): string {
  const lines = rows.map(
    ([name, meaning]) => `| \`${name}\` | ${meaning.replaceAll("|", "\\|")} |`,
  );
  return [`| ${head.join(" | ")} |`, "| --- | --- |", ...lines].join("\n");
}

function classes(file: ts.SourceFile): Row[] {
  return file.statements
    .filter((one) => ts.isClassDeclaration(one))
    .map((one) => [one.name?.text ?? "", docstring(one)]);
}

function union(file: ts.SourceFile, name: string): ts.LiteralTypeNode[] {
  const found = file.statements.find(
    (one) => ts.isTypeAliasDeclaration(one) && one.name.text === name,
  ) as ts.TypeAliasDeclaration | undefined;
  if (!found || !ts.isUnionTypeNode(found.type)) {
    throw new Error(`${file.fileName} has no union ${name}.`);
  }
  return found.type.types.filter((one) => ts.isLiteralTypeNode(one));
}

function values(file: ts.SourceFile, name: string): string {
  return union(file, name)
    .map((one) => `\`${JSON.parse(one.getText())}\``)
    .join(", ");
}

function documentedValues(file: ts.SourceFile, name: string): Row[] {
  return union(file, name).map((one) => [JSON.parse(one.getText()), docstring(one)]);
}

/** The properties of the one object that a file exports, by their values. */
function properties(file: ts.SourceFile): Row[] {
  const rows: Row[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) rows.push([node.initializer.getText(), docstring(node)]);
    ts.forEachChild(node, look);
  };
  look(file);
  return rows;
}

/** The docstring that ends where a node begins, or before the `|` of a union. */
function docstring(node: ts.Node): string {
  const { text, fileName } = node.getSourceFile();
  const before = text.slice(0, node.getStart());
  const [, comment] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/[\s|]*$/.exec(before) ?? [];
  if (comment === undefined) throw new Error(`${fileName}: ${node.getText()} has no docstring.`);
  return comment
    .replaceAll(/^\s*\* ?/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
