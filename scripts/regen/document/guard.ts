import { createConfig, lintFromString } from "@redocly/openapi-core";
import { lookUp, pointerTo, ReferenceFault } from "@shared/openapi-model/json-pointer.ts";
import { type OpenApiModel, openApiModel } from "@shared/openapi-model/model.ts";
import type { ParsedDocument } from "@shared/openapi-model/parse.ts";
import { DocumentError, type MakeProblem, type Problem } from "@shared/openapi-model/problem.ts";
import { createResolver } from "@shared/openapi-model/resolve.ts";
import { referencesIn, walk } from "@shared/openapi-model/walk.ts";
import { typeName } from "./type-names.ts";

/**
 * Lets pass what types can be made from: OpenAPI 3.1 whose structure is right, whose references
 * resolve inside the document, and whose operations have distinct ids. Everything that is wrong is
 * thrown at once, as one `DocumentError`, together with the `known` problems.
 */
export async function guard(
  parsed: ParsedDocument,
  known: readonly Problem[] = [],
): Promise<OpenApiModel> {
  const { value, problem } = parsed;
  const { openapi } = value;
  if (typeof openapi !== "string" || !/^3\.1\.\d+$/.test(openapi)) {
    const came =
      openapi ?? (value["swagger"] ? `swagger ${value["swagger"]}` : "no version at all");
    throw new DocumentError([
      problem("#/openapi", `expected OpenAPI 3.1 ("openapi: 3.1.0"), found ${String(came)}.`),
      ...known,
    ]);
  }

  const model = openApiModel(value);
  const references = referenceProblems(model, problem);
  const problems = [
    ...known,
    ...references,
    // The linter follows references, and fails on broken ones.
    ...(references.length > 0 ? [] : await structuralProblems(parsed)),
  ];
  if (problems.length > 0) throw new DocumentError(problems);
  checkContent(model, problem);
  return model;
}

/** What a right structure does not promise: references resolve, operations and types have names of their own. */
export function checkContent(model: OpenApiModel, problem: MakeProblem): void {
  const problems = [
    ...referenceProblems(model, problem),
    ...pathProblems(model, problem),
    ...operationIdProblems(model, problem),
    ...schemaNameProblems(model, problem),
  ];
  if (problems.length > 0) throw new DocumentError(problems);
}

async function structuralProblems({ value, text, file, problem }: ParsedDocument) {
  const config = await createConfig({ rules: { struct: "error" } });
  const found = await lintFromString({ source: text, absoluteRef: file, config });
  return (
    found
      // An unknown key is an accepted fault (25 × `nullable` in the real document), unless it is a
      // known key misspelt: then what it meant to say would be lost.
      .filter(({ message, suggest }) => !isUnknownKey(message) || suggest.length > 0)
      .map(({ message, suggest, location: [place] }) => {
        const pointer = place?.pointer ?? "#/";
        const node = lookUp(value, pointer);
        const came =
          place?.reportOnKey || typeof node === "object" ? "" : ` Found ${JSON.stringify(node)}.`;
        const hint = suggest[0] ? ` Did you mean "${suggest[0]}"?` : "";
        const sentence = message.replaceAll("`", '"').replace(/\.?$/, ".");
        return problem(pointer, `${sentence}${came}${hint}`, place?.reportOnKey);
      })
  );
}

function isUnknownKey(message: string): boolean {
  return message.endsWith("is not expected here.");
}

function referenceProblems({ document }: OpenApiModel, problem: MakeProblem): Problem[] {
  const problems: Problem[] = [];
  walk(document, ({ key, pointer, kind }) => {
    if (key !== "__proto__" || kind === "data") return;
    problems.push(problem(pointer, 'the key "__proto__" is not taken: programs fail on it.', true));
  });
  const { follow } = createResolver(document);
  for (const { kind, value, pointer } of referencesIn(document)) {
    if (kind !== "$ref") continue;
    try {
      // An anchor is a reference that the generator does not follow.
      if (!value.startsWith("#/")) {
        throw new ReferenceFault(
          `the reference "${value}" leaves the document; only "#/…" is followed.`,
        );
      }
      follow({ node: { $ref: value }, pointer });
    } catch (fault) {
      if (!(fault instanceof ReferenceFault)) throw fault;
      problems.push(problem(pointer, fault.message));
    }
  }
  return problems;
}

function pathProblems({ document }: OpenApiModel, problem: MakeProblem): Problem[] {
  const paths = Object.keys(document.paths ?? {});
  return twins(paths, (path) => path.replaceAll(/\{[^}]*\}/g, "{}")).map(([twin, path]) => {
    const message = `the paths "${twin}" and "${path}" differ only in a parameter's name: one address, two types.`;
    return problem(pointerTo("#/paths", path), message, true);
  });
}

function operationIdProblems({ operations }: OpenApiModel, problem: MakeProblem): Problem[] {
  const withoutId = operations.filter(({ node: { operationId: id } }) => !id || id !== String(id));
  const twice = twins(operations, ({ node }) => node.operationId);
  return [
    ...withoutId.map(({ name, pointer }) =>
      problem(pointer, `${name} has no operationId; types are named by it.`, true),
    ),
    ...twice.map(([first, { id, name, pointer }]) =>
      problem(
        `${pointer}/operationId`,
        `operationId "${id}" is used twice: by ${first.name} and by ${name}.`,
      ),
    ),
  ];
}

function schemaNameProblems({ document }: OpenApiModel, problem: MakeProblem): Problem[] {
  const schemas = Object.keys(document.components?.schemas ?? {});
  return twins(schemas, typeName).map(([twin, schema]) => {
    const message = `the schemas "${twin}" and "${schema}" would both be the TypeScript type ${typeName(schema)}.`;
    return problem(pointerTo("#/components/schemas", schema), message, true);
  });
}

/** Each thing whose key an earlier one has, after that one. */
function twins<T>(things: readonly T[], keyOf: (thing: T) => string | undefined): [T, T][] {
  const first = new Map<string, T>();
  return things.flatMap((thing) => {
    const key = keyOf(thing);
    if (!key) return [];
    const twin = first.get(key);
    if (twin !== undefined) return [[twin, thing] as [T, T]];
    first.set(key, thing);
    return [];
  });
}
