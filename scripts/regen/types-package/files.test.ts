import type { JsonObject } from "@shared/openapi-model/document.ts";
import { parse } from "@shared/openapi-model/parse.ts";
import { DocumentError } from "@shared/openapi-model/problem.ts";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { guard } from "../document/guard.ts";
import { smallDocument } from "../testing/small-document.ts";
import { printFiles } from "./files.ts";

const vendored = {
  name: "pets",
  file: "specs/pets.yaml",
  text: "",
  sha256: "0",
  source: undefined,
  upstream: undefined,
};

const pieces = [
  "*/",
  "/*",
  "//",
  "`",
  "${",
  "}",
  "'",
  '"',
  "\\",
  "\n",
  "\r",
  "\u2028",
  "\u202e",
  "\0",
  "\u001b[31m",
  "import('data:text/javascript,x')",
  'typeof import("./x")',
  "declare const planted: 1;",
  "@internal",
  "@ts-ignore",
  "// @ts-nocheck",
  "planted",
  "A",
  "é",
  "_",
  "-",
  ".",
  "[",
  "]",
  "{",
  " ",
  "; ",
  "</script>",
  "🎉",
  "constructor",
  "default",
  "1",
  "#/",
  "~1",
  "%2F",
  "\ud800",
];
const hostile = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 })
  .map((list) => list.join(""));

/** Each changes the document in one position of a text or a name. */
const positions: Record<string, (document: JsonObject, text: string) => void> = {
  title: (d, text) => set(d, ["info", "title"], text),
  version: (d, text) => set(d, ["info", "version"], text),
  summary: (d, text) => set(d, [...operation, "summary"], text),
  description: (d, text) => set(d, [...operation, "description"], text),
  operationId: (d, text) => set(d, [...operation, "operationId"], text),
  path: (d, text) => rename(d, ["paths"], "/pets", `/pets${text}`),
  "whole path": (d, text) => rename(d, ["paths"], "/pets", text),
  "media type": (d, text) =>
    rename(d, [...operation, "requestBody", "content"], "application/json", text),
  "media type of a response": (d, text) =>
    rename(d, [...operation, "responses", "201", "content"], "application/json", `text/${text}`),
  status: (d, text) => rename(d, [...operation, "responses"], "201", text),
  parameter: (d, text) =>
    set(
      d,
      [...operation, "parameters"],
      [{ name: text, in: "query", description: text, schema: {} }],
    ),
  schema: (d, text) => set(d, ["components", "schemas", text], { enum: [text], type: "string" }),
  "schema description": (d, text) => set(d, [...pet, "description"], text),
  "schema title": (d, text) => set(d, [...pet, "title"], text),
  format: (d, text) => set(d, [...pet, "properties", "kind", "format"], text),
  property: (d, text) => set(d, [...pet, "properties", text], { enum: [text, "b"], example: text }),
  enum: (d, text) => set(d, [...pet, "properties", "kind", "enum"], [text]),
  const: (d, text) => set(d, [...pet, "properties", "kind", "const"], text),
  default: (d, text) => set(d, [...pet, "properties", "kind", "default"], { [text]: [text] }),
  type: (d, text) => set(d, [...pet, "properties", "kind", "type"], text),
  reference: (d, text) => set(d, [...pet, "properties", "kind"], { $ref: text }),
  "local reference": (d, text) =>
    set(d, [...pet, "properties", "kind"], { $ref: `#/components/schemas/${text}` }),
  mapping: (d, text) =>
    set(d, [...pet, "discriminator"], {
      propertyName: text,
      mapping: { [text]: "#/components/schemas/Failure" },
    }),
  server: (d, text) =>
    set(d, ["servers"], [{ url: `https://a.example/${text}`, description: text }]),
  "security scheme": (d, text) =>
    set(d, ["components", "securitySchemes", "ApiKeyAuth", "name"], text),
  tag: (d, text) => set(d, [...operation, "tags"], [text]),
  extension: (d, text) => set(d, [...operation, `x-${text}`], text),
  header: (d, text) =>
    set(d, [...operation, "responses", "201", "headers"], { [text]: { schema: {} } }),
};
/** 1,000 in each position take five minutes. */
const runs = isFullLevel ? 1_000 : 8;
const operation = ["paths", "/pets", "post"];
const pet = ["components", "schemas", "Pet"];

function set(document: JsonObject, path: readonly string[], value: unknown): void {
  const owner = path
    .slice(0, -1)
    .reduce<unknown>((node, key) => (node as JsonObject)[key], document);
  (owner as JsonObject)[path.at(-1) ?? ""] = value;
}

function rename(document: JsonObject, path: readonly string[], from: string, to: string): void {
  const owner = path.reduce<unknown>(
    (node, key) => (node as JsonObject)[key],
    document,
  ) as JsonObject;
  const { [from]: value } = owner;
  delete owner[from];
  owner[to] = value;
}

test.each(Object.entries(positions))(
  "hostile texts as %s: refused, or printed without a change of the code",
  async (_, put) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const document = structuredClone(parse(smallDocument, "x.yaml").value);
        put(document, text);
        // Documents that the guard refuses never reach a printer.
        const model = await guardFast(document);
        if (model === undefined) return;
        const files = await printFiles(model, vendored);
        for (const [name, content] of Object.entries(files)) {
          if (name.endsWith(".json"))
            expect(JSON.parse(content)).toEqual(JSON.parse(JSON.stringify(document)));
          else expect(faultsOf(content)).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  },
);

/** The document as read from a file: through YAML, and through the guard. */
async function guardFast(document: JsonObject) {
  try {
    return await guard(parse(stringify(document), "x.yaml"));
  } catch (error) {
    if (error instanceof DocumentError) return undefined;
    throw error;
  }
}

const planned = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.VariableStatement,
]);
const modules =
  /^"\.(?:\/(?:openapi|calls|specification)\.gen\.ts|\.\/\.\.\/(?:call-result|operation-table|specification)\.ts)"$/;
const typeNames =
  /^(?:components|operations|paths|webhooks|Record|S|O|Ok|Err|Loose|NonNullable|FormData|ArrayBuffer|Specification|OperationTable|OperationCalls|Which|const|\$defs)$/;

/** Code that was not planned: other statements, imports, calls, names of types, directives. */
const enumGuard =
  /^export function is[\p{L}\p{N}_$]+\( ?value: unknown,? ?\): value is \(typeof ([\p{L}\p{N}_$]+Values)\)\[number\] \{ return \(\1 as readonly unknown\[\]\)\.includes\(value\); \}$/u;

function faultsOf(content: string): string[] {
  const file = ts.createSourceFile("a.ts", content, ts.ScriptTarget.ESNext, true);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: { messageText: string }[] };
  const faults = parseDiagnostics.map(({ messageText }) => `does not parse: ${messageText}`);
  const own = new Set<string>();
  // The guard of an enum is the one planned function: its shape to the letter.
  const statements = file.statements.filter(
    (statement) => !enumGuard.test(statement.getText().replace(/\s+/g, " ")),
  );
  for (const statement of statements) {
    if (!planned.has(statement.kind)) faults.push(`statement ${statement.getText()}`);
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      own.add(statement.name.text);
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportTypeNode(node) || ts.isCallExpression(node) || ts.isTypeQueryNode(node))
      faults.push(node.getText());
    if (
      ts.isStringLiteral(node) &&
      /^(?:Import|Export)Declaration$/.test(ts.SyntaxKind[node.parent.kind] ?? "") &&
      !modules.test(node.getText())
    )
      faults.push(node.getText());
    if (
      ts.isTypeReferenceNode(node) &&
      ts.isIdentifier(node.typeName) &&
      !typeNames.test(node.typeName.text) &&
      !own.has(node.typeName.text)
    )
      faults.push(`type ${node.typeName.text}`);
    if (ts.getJSDocTags(node).some(({ tagName }) => /internal|deprecated/.test(tagName.text)))
      faults.push(`tag in ${node.getFullText()}`);
    ts.forEachChild(node, visit);
  };
  statements.forEach(visit);
  if (/@ts-nocheck/.test(content.split("\nimport")[0]?.split("\nexport")[0] ?? ""))
    faults.push("@ts-nocheck");
  if (/^[/*\s]*@ts-(?:ignore|expect)/m.test(content)) faults.push("a directive");
  return faults;
}

test("the checks above find unplanned code", () => {
  expect(faultsOf('export type A = typeof import("data:x");')).not.toEqual([]);
  expect(faultsOf("export type A = Planted;")).not.toEqual([]);
  expect(faultsOf("declare const a: 1; a();")).not.toEqual([]);
  expect(faultsOf("/** @internal */ export type A = 1;")).not.toEqual([]);
  expect(faultsOf("export type A = ;")).not.toEqual([]);
  expect(
    faultsOf("export function isA(value: unknown): value is 1 { return plant(); }"),
  ).not.toEqual([]);
});
