import { isObject } from "@shared/openapi-model/document.ts";
import { type OpenApiModel, openApiModel } from "@shared/openapi-model/model.ts";
import type { ParsedDocument } from "@shared/openapi-model/parse.ts";
import type { Problem } from "@shared/openapi-model/problem.ts";
import { endLoss } from "./end-loss.ts";

export interface SameApiOptions {
  /** The share of the vendored operations that may vanish in one bump. */
  maxLost: number;
  /** Whether the end of the vendored document may be missing; it is not checked for a slice. */
  shorterEnd?: boolean;
}

/**
 * Reports signs that an incoming document is of another API than the vendored one, or only a part of
 * it. Works on unchecked data.
 */
export function sameApiProblems(
  { value, problem }: ParsedDocument,
  vendored: OpenApiModel,
  { maxLost, shorterEnd = false }: SameApiOptions,
): Problem[] {
  const incoming = openApiModel(value);
  const problems: Problem[] = [];
  const title = isObject(value["info"]) ? value["info"]["title"] : undefined;
  const expectedTitle = vendored.document.info.title;
  if (title !== expectedTitle) {
    const came = JSON.stringify(title) ?? "no title";
    problems.push(problem("#/info/title", `expected the API "${expectedTitle}", found ${came}.`));
  }

  const present = new Set(incoming.operations.map(({ name }) => name));
  const known = vendored.operations.map(({ name }) => name);
  const lost = known.filter((name) => !present.has(name));
  if (known.length > 0 && lost.length / known.length > maxLost) {
    const names = lost.slice(0, 3).join(", ") + (lost.length > 3 ? ", …" : "");
    problems.push(
      problem(
        "#/paths",
        `${lost.length} of the ${known.length} vendored operations are gone (${names}): more than ${Math.round(maxLost * 100)} % at once looks like a damaged document. If the vendor removed them, pass --max-lost ${(Math.ceil((100 * lost.length) / known.length) / 100).toFixed(2)}.`,
        true,
      ),
    );
  }
  const [first, ...more] = shorterEnd ? [] : endLoss(vendored.document, value);
  if (first !== undefined) {
    const others = more.length > 0 ? ` and ${more.length} more` : "";
    const message = `exactly the end of the vendored document is missing (from ${first}${others}): it looks cut. If the vendor removed it, pass --shorter-end.`;
    problems.push(problem(first, message));
  }
  return problems;
}
