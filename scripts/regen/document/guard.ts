import { createConfig, lintFromString } from "@redocly/openapi-core";
import { pointerTo, resolvePointer } from "@shared/openapi-model/json-pointer.ts";
import { METHODS, type OpenApiDocument } from "@shared/openapi-model/model.ts";
import type { ParsedDocument } from "@shared/openapi-model/parse.ts";
import { DocumentError, type MakeProblem, type Problem } from "@shared/openapi-model/problem.ts";
import { typeName } from "./type-names.ts";

/**
 * Lets pass what types can be made from: OpenAPI 3.1 whose structure is right, whose references
 * resolve inside the document, and whose operations have distinct ids. Everything that is wrong is
 * thrown at once, as one `DocumentError`, together with what `alsoCheck` finds.
 */
export async function guard(
  parsed: ParsedDocument,
  text: string,
  file: string,
  alsoCheck: (value: Record<string, unknown>, problem: MakeProblem) => Problem[] = () => [],
): Promise<OpenApiDocument> {
  const { value, locate } = parsed;
  const problem = (pointer: string, message: string, onKey = false): Problem => ({
    file,
    position: locate(pointer, onKey),
    message,
  });

  const { openapi } = value;
  if (typeof openapi !== "string" || !/^3\.1\.\d+$/.test(openapi)) {
    const came =
      openapi ?? (value["swagger"] ? `swagger ${value["swagger"]}` : "no version at all");
    throw new DocumentError([
      problem("#/openapi", `expected OpenAPI 3.1 ("openapi: 3.1.0"), found ${String(came)}.`),
      ...alsoCheck(value, problem),
    ]);
  }

  const references = referenceProblems(value, problem);
  const problems = [
    ...alsoCheck(value, problem),
    ...references,
    // The linter follows references, and stumbles over broken ones.
    ...(references.length > 0 ? [] : await structuralProblems(value, text, file, problem)),
  ];
  if (problems.length > 0) throw new DocumentError(problems);
  checkContent(value, problem);
  return value as unknown as OpenApiDocument;
}

/** What a right structure does not promise: references resolve, operations and types have names of their own. */
export function checkContent(document: object, problem: MakeProblem): void {
  const value = document as Record<string, unknown>;
  const problems = [
    ...referenceProblems(value, problem),
    ...pathProblems(value, problem),
    ...operationIdProblems(value, problem),
    ...schemaNameProblems(value, problem),
  ];
  if (problems.length > 0) throw new DocumentError(problems);
}

async function structuralProblems(
  document: unknown,
  source: string,
  file: string,
  problem: MakeProblem,
): Promise<Problem[]> {
  const config = await createConfig({ rules: { struct: "error" } });
  const found = await lintFromString({ source, absoluteRef: file, config });
  return (
    found
      // An unknown key is a fault we can live with (25 × `nullable` in the real document), unless
      // it is a known key misspelt: then what it meant to say would be lost.
      .filter(({ message, suggest }) => !isUnknownKey(message) || suggest.length > 0)
      .map(({ message, suggest, location: [place] }) => {
        const pointer = place?.pointer ?? "#/";
        const value = resolvePointer(document, pointer);
        const came =
          place?.reportOnKey || typeof value === "object" ? "" : ` Found ${JSON.stringify(value)}.`;
        const hint = suggest[0] ? ` Did you mean "${suggest[0]}"?` : "";
        const sentence = message.replaceAll("`", '"').replace(/\.?$/, ".");
        return problem(pointer, `${sentence}${came}${hint}`, place?.reportOnKey);
      })
  );
}

function isUnknownKey(message: string): boolean {
  return message.endsWith("is not expected here.");
}

const VALUE_KEYWORDS = new Set(["example", "examples", "default", "const", "enum"]);

function referenceProblems(document: unknown, problem: MakeProblem): Problem[] {
  const problems: Problem[] = [];
  const walk = (node: unknown, pointer: string): void => {
    if (typeof node !== "object" || node === null) return;
    const keysAreNames = pointer.endsWith("/properties");
    for (const [key, child] of Object.entries(node)) {
      const here = pointerTo(pointer, key);
      // Inside a value a "$ref" is data.
      if (VALUE_KEYWORDS.has(key) && !keysAreNames) continue;
      if (key === "__proto__") {
        problems.push(
          problem(here, 'the key "__proto__" is not taken: programs stumble over it.', true),
        );
      } else if (key === "$ref" && typeof child === "string") {
        if (!child.startsWith("#/")) {
          problems.push(
            problem(here, `the reference "${child}" leaves the document; only "#/…" is followed.`),
          );
        } else if (resolvePointer(document, child) === undefined) {
          problems.push(problem(here, `the reference "${child}" points to nothing.`));
        } else if (isCircle(document, child)) {
          problems.push(problem(here, `the reference "${child}" leads in a circle.`));
        }
      } else walk(child, here);
    }
  };
  walk(document, "#");
  return problems;
}

/** References that only lead to each other; a schema that contains itself further down is fine. */
function isCircle(document: unknown, start: string): boolean {
  const seen = new Set<unknown>();
  let reference: unknown = start;
  while (typeof reference === "string") {
    if (seen.has(reference)) return true;
    seen.add(reference);
    reference = (resolvePointer(document, reference) as { $ref?: unknown } | null)?.$ref;
  }
  return false;
}

function pathProblems(document: Record<string, unknown>, problem: MakeProblem): Problem[] {
  const seen = new Map<string, string>();
  return Object.keys((document["paths"] ?? {}) as object).flatMap((path) => {
    const shape = path.replaceAll(/\{[^}]*\}/g, "{}");
    const twin = seen.get(shape);
    seen.set(shape, path);
    if (twin === undefined) return [];
    const message = `the paths "${twin}" and "${path}" differ only in a parameter's name: one address, two types.`;
    return [problem(pointerTo("#/paths", path), message, true)];
  });
}

function operationIdProblems(document: Record<string, unknown>, problem: MakeProblem): Problem[] {
  const seen = new Map<string, string>();
  const problems: Problem[] = [];
  const paths = (document["paths"] ?? {}) as Record<string, Record<string, unknown>>;
  for (const [path, pathItem] of Object.entries(paths)) {
    for (const method of METHODS) {
      const operation = pathItem[method] as { operationId?: unknown } | undefined;
      if (!operation) continue;
      const pointer = pointerTo(pointerTo("#/paths", path), method);
      const name = `${method.toUpperCase()} ${path}`;
      const id = operation.operationId;
      if (typeof id !== "string" || id === "") {
        problems.push(problem(pointer, `${name} has no operationId; types are named by it.`, true));
      } else if (seen.has(id)) {
        const message = `operationId "${id}" is used twice: by ${seen.get(id)} and by ${name}.`;
        problems.push(problem(`${pointer}/operationId`, message));
      } else seen.set(id, name);
    }
  }
  return problems;
}

function schemaNameProblems(document: Record<string, unknown>, problem: MakeProblem): Problem[] {
  const holders = new Map<string, string>();
  const { schemas = {} } = (document["components"] ?? {}) as { schemas?: object };
  return Object.keys(schemas).flatMap((schema) => {
    const type = typeName(schema);
    const holder = holders.get(type);
    holders.set(type, schema);
    if (holder === undefined) return [];
    const message = `the schemas "${holder}" and "${schema}" would both be the TypeScript type ${type}.`;
    return [problem(pointerTo("#/components/schemas", schema), message, true)];
  });
}
