import { lookUp } from "@shared/openapi-model/json-pointer.ts";
import { type OpenApiModel, openApiModel, walkedModel } from "@shared/openapi-model/model.ts";
import type { ParsedDocument } from "@shared/openapi-model/parse.ts";
import { DocumentError, type MakeProblem, type Problem } from "@shared/openapi-model/problem.ts";
import { characterProblems } from "./characters.ts";
import { circleProblems } from "./circles.ts";
import { lint } from "./linter.ts";
import { nameProblems } from "./names.ts";
import { numberProblems } from "./numbers.ts";
import { referenceProblems } from "./references.ts";
import { serverProblems } from "./server-problems.ts";

/**
 * Accepts documents that types can be generated from: OpenAPI 3.1 with a right structure, references
 * that resolve inside the document, and operations with distinct ids. Throws all problems at once,
 * as one `DocumentError`, together with the `known` problems.
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

  const model = openApiModel(value, { written: parsed.written });
  const problems = [...known, ...contentProblems(model, problem)];
  // The linter follows references, and fails on broken ones.
  if (problems.length > 0) throw new DocumentError(problems);
  const structural = await structuralProblems(parsed);
  if (structural.length > 0) throw new DocumentError(structural);
  return model;
}

/** Checks beyond the structure: references stay inside, and names and texts are safe to print. */
export function checkContent(model: OpenApiModel, problem: MakeProblem): void {
  const problems = contentProblems(model, problem);
  if (problems.length > 0) throw new DocumentError(problems);
}

function contentProblems(plain: OpenApiModel, problem: MakeProblem): Problem[] {
  const model = walkedModel(plain);
  return [
    ...referenceProblems(model, problem),
    ...characterProblems(model, problem),
    ...serverProblems(model, problem),
    ...nameProblems(model, problem),
    ...numberProblems(model, problem),
    ...circleProblems(model, problem),
  ];
}

async function structuralProblems(parsed: ParsedDocument): Promise<Problem[]> {
  const { value, problem } = parsed;
  const found = await lint(parsed, ["struct"]);
  return (
    found
      // An unknown key is an accepted fault (25 × `nullable` in the real document), unless it is a
      // known key misspelt: then its content would be lost.
      .filter(({ message, suggest }) => !isUnknownKey(message) || suggest.length > 0)
      .filter(({ message }) => !isBooleanSchema(message))
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

/** OpenAPI 3.1 has boolean schemas everywhere; the linter accepts them for some keywords only. */
function isBooleanSchema(message: string): boolean {
  return /^Expected type `Schema` \(object\) but got `boolean`/.test(message);
}

function isUnknownKey(message: string): boolean {
  return message.endsWith("is not expected here.");
}
