import { readFileSync } from "node:fs";
import type { OpenApiDocument } from "@shared/openapi-model/document.ts";
import { parse } from "@shared/openapi-model/parse.ts";
import { hasUpstream, legacyFile, upstreamFile } from "@shared/openapi-model/testing/upstream.ts";
import fc from "fast-check";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import { expect, it, vi } from "vitest";
import { generateTypes, rememberTypes } from "./generate-types.ts";

const vendored = new URL("../../../../specs/openapi-platform.yaml", import.meta.url).pathname;

it.each(hasUpstream ? [vendored, upstreamFile, legacyFile] : [vendored])(
  "generates for %s the output of openapi-typescript with its linter and bundler",
  async (file) => {
    const document = parse(readFileSync(file, "utf8"), file, { lenient: true }).value;
    const whole = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
      defaultNonNullable: false,
      emptyObjectsUnknown: true,
      alphabetize: false,
      silent: true,
    });
    // An example that begins with "@" is no tag.
    const types = (
      await generateTypes(document as OpenApiDocument, { enums: "closed" })
    ).replaceAll("\\@", "@");
    expect(types).toBe(astToString(whole));
  },
);

it("prints texts so that they end no comment, are no tag and no directive", async () => {
  const pieces =
    "@internal @deprecated @ts-ignore @ts-expect-error {@link */ /* // * / ` { } \\ x é";
  const piece = fc.constantFrom(...pieces.split(" "), " ", "\n", "\r", "\t", "\u3000", "\u2028");
  const texts = fc.array(piece, { maxLength: 8 }).map((list) => list.join(""));
  await fc.assert(
    fc.asyncProperty(texts, texts, async (text, more) => {
      const [title, property] = ["type", `p${more}`];
      const value = { a: [text], [text]: more };
      const types = await generateTypes({
        openapi: "3.1.0",
        info: { title: text, version: "1" },
        paths: {
          "/a": { summary: text, get: { operationId: text, summary: more, responses: {} } },
        },
        components: {
          schemas: {
            A: { title: text, description: more, format: text, default: value, examples: [text] },
            [more]: {
              properties: { [property]: { [title]: "string", example: text, enum: [text] } },
            },
          },
        },
      });
      const file = ts.createSourceFile("a.ts", types, ts.ScriptTarget.ESNext, true);
      expect(diagnosticsOf(file)).toEqual([]);
      expect(tagsOf(file)).toEqual([]);
      expect(types.replaceAll(/"(?:[^"\\]|\\.)*"/g, "")).not.toMatch(/@internal|^[/*\s]*@ts-/m);
    }),
    { numRuns: 1_000 },
  );
});

const ours = new Set(["description", "default", "example", "constant", "enum"]);

/** The tags that the generator itself does not print. */
function tagsOf(node: ts.Node): string[] {
  const tags = ts.getJSDocTags(node).map(({ tagName }) => tagName.text);
  const links = ts
    .getJSDocCommentsAndTags(node)
    .flatMap(({ comment }) => (typeof comment === "object" ? comment : []))
    .filter((part) => part.kind !== ts.SyntaxKind.JSDocText)
    .map(({ text }) => text);
  const inside: string[] = [];
  ts.forEachChild(node, (child) => void inside.push(...tagsOf(child)));
  return [...tags.filter((tag) => !ours.has(tag)), ...links, ...inside];
}

function diagnosticsOf(file: ts.SourceFile): unknown {
  return (file as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics;
}

/** A document that differs from another one by its paths only. */
function withPaths(paths: OpenApiDocument["paths"]): OpenApiDocument {
  return { openapi: "3.1.0", info: { title: "Sample", version: "1.0.0" }, paths };
}

it("generates the types of equal documents once, and of different ones each", async () => {
  const generated: object[] = [];
  const typesOf = rememberTypes(async (document) => {
    generated.push(document);
    return `types ${generated.length}`;
  });
  expect(await typesOf(withPaths({ "/a": {} }))).toBe("types 1");
  expect(await typesOf(withPaths({ "/a": {} }))).toBe("types 1");
  expect(await typesOf(withPaths({ "/b": {} }))).toBe("types 2");
  expect(generated).toHaveLength(2);
});

it("generates again for the same document with another spelling of a large number", async () => {
  const typesOf = rememberTypes(async (_, { written } = {}) => `${[...(written ?? [])]}`);
  const document = withPaths({});
  const written = new Map([["#/paths/~1a/x-size", "9007199254740993"]]);
  expect(await typesOf(document, { written })).not.toBe(await typesOf(document));
});

it("takes documents that differ in the order of their keys as different, as generators do", async () => {
  const typesOf = rememberTypes(async (document) => JSON.stringify(document));
  const [one, other] = [withPaths({ "/a": {}, "/b": {} }), withPaths({ "/b": {}, "/a": {} })];
  expect(await typesOf(one)).not.toBe(await typesOf(other));
});

it("makes the list of the operations once, not for each operation", async () => {
  const nodeArrays = vi.spyOn(ts.factory, "createNodeArray");
  const listed = async (count: number) => {
    nodeArrays.mockClear();
    const names = Array.from({ length: count }, (_, index) => `/a${index}`);
    const paths = Object.fromEntries(
      names.map((name) => [name, { get: { operationId: name, responses: {} } }]),
    );
    const types = await generateTypes(withPaths(paths));
    expect(types).toContain(`"/a${count - 1}": {`);
    return nodeArrays.mock.calls.reduce((sum, [nodes]) => sum + (nodes?.length ?? 0), 0);
  };
  expect(await listed(200)).toBeLessThan(3 * (await listed(100)));
});

it("types boolean schemas: any value, or none", async () => {
  const types = await generateTypes({
    ...withPaths({}),
    components: {
      schemas: {
        Any: true,
        None: false,
        Members: {
          allOf: [true, { type: "string" }],
          anyOf: [false, { type: "string" }],
          oneOf: [false, { type: "string" }],
        },
      } as never,
    },
  });
  expect(types).toContain("Any: unknown;");
  expect(types).toContain("None: never;");
  expect(types).toMatch(/Members: .*string/);
});

it("an open enum completes its known values, is compared with them, and takes any other text", async () => {
  const schema = { type: "object", required: ["status"], properties: { status: {} } };
  schema.properties.status = { type: "string", enum: ["active", "revoked"] };
  const content = { "application/json": { schema } };
  const types = await generateTypes({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: { "/a": { get: { responses: { 200: { description: "Done", content } } } } },
  } as unknown as OpenApiDocument);
  const place = `paths["/a"]["get"]["responses"][200]["content"]["application/json"]["status"]`;
  const program = [
    types,
    `declare const status: ${place};`,
    'if (status === "") status;',
    'if (status === "active") status;',
    `const later: ${place} = "paused"; void later;`,
  ].join("\n");
  const file = "/program.ts";
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    types: [],
    lib: ["lib.es5.d.ts"],
  };
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const text = path === file ? program : ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => "/",
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: ts.sys.readFile,
  });
  const cursor = program.indexOf('=== ""') + 5;
  const completions = service.getCompletionsAtPosition(file, cursor, undefined)?.entries ?? [];
  expect(completions.map(({ name }) => name)).toEqual(["active", "revoked"]);
  const hover = service.getQuickInfoAtPosition(file, program.indexOf("status: paths"));
  const text = ts.displayPartsToString(hover?.displayParts);
  expect(text).toContain('"active" | "revoked"');
  // Within the branch TypeScript leaves out the other known values only.
  const branch = service.getQuickInfoAtPosition(file, program.indexOf('"active") status') + 10);
  expect(ts.displayPartsToString(branch?.displayParts)).toContain('"active" | (string & {})');
  expect(service.getSemanticDiagnostics(file).map(({ messageText }) => messageText)).toEqual([]);
});
