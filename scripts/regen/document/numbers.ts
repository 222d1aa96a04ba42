import type { WalkedModel } from "@shared/openapi-model/model.ts";
import type { MakeProblem, Problem } from "@shared/openapi-model/problem.ts";
import type { Walked } from "@shared/openapi-model/walk.ts";

/** Keywords of a schema that types do not contain. */
const bounds: ReadonlySet<string> = new Set([
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
]);

/**
 * Whole numbers beyond 2^53 in places where JavaScript's nearest number has another meaning: a literal
 * type, a length, a version. As bounds of `int64`, and as examples, they are printed as written.
 */
export function numberProblems({ nodes, written }: WalkedModel, problem: MakeProblem): Problem[] {
  if (written.size === 0) return [];
  const accepted = new Set<string>();
  for (const walked of nodes) {
    if (typeof walked.node === "number" && isPrintedOnly(walked)) accepted.add(walked.pointer);
  }
  return [...written]
    .filter(([pointer]) => !accepted.has(pointer))
    .map(([pointer, text]) =>
      problem(
        pointer,
        `the number ${text} is beyond 2^53: programs change it. Write it as a text.`,
      ),
    );
}

function isPrintedOnly(walked: Walked): boolean {
  const { kind, owner, key } = walked;
  if (kind === "extension") return true;
  if (kind !== "data") return owner?.kind === "schema" && !walked.isNamed && bounds.has(key);
  let outermost = walked;
  while (outermost.owner?.kind === "data") outermost = outermost.owner;
  return !["enum", "const"].includes(outermost.key);
}
