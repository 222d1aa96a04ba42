import { isObject, type JsonObject } from "@shared/openapi-model/document.ts";
import type { ParsedDocument } from "@shared/openapi-model/parse.ts";
import { isLinear } from "@shared/openapi-model/pattern.ts";
import { walk } from "@shared/openapi-model/walk.ts";
import { lint } from "./linter.ts";

export interface Fault {
  line: number;
  pointer: string;
  message: string;
}

export interface FaultGroup {
  title: string;
  advice: string;
  faults: Fault[];
}

/** The accepted faults of the vendor: none of them stops a bump. */
export async function findFaults(parsed: ParsedDocument): Promise<FaultGroup[]> {
  const found = await lint({ ...parsed, value: withoutSlowPatterns(parsed.value) }, [
    "struct",
    "no-invalid-media-type-examples",
    "no-invalid-schema-examples",
    "no-invalid-parameter-examples",
  ]);
  const faults = found.map(({ ruleId, message, location: [place] }) => {
    const pointer = place?.pointer ?? "#/";
    const { line } = parsed.locate(pointer, place?.reportOnKey);
    return { rule: ruleId, line, pointer, message: message.replace(/\s+/g, " ") };
  });
  const of = (accept: (fault: (typeof faults)[number]) => boolean): Fault[] =>
    faults
      .filter(accept)
      .map(({ line, pointer, message }) => ({ line, pointer, message }))
      .sort((a, b) => a.line - b.line);
  const isNullable = ({ rule, pointer }: { rule: string; pointer: string }) =>
    rule === "struct" && pointer.endsWith("/nullable");
  const isStructural = (fault: (typeof faults)[number]) =>
    fault.rule === "struct" && !isNullable(fault);
  return [
    {
      title: "`nullable` in an OpenAPI 3.1 document",
      advice:
        'OpenAPI 3.1 has no `nullable`; tools ignore it. Write `type: [string, "null"]` instead, or `anyOf` with `type: "null"` beside a `$ref`.',
      faults: of(isNullable),
    },
    {
      title: "Examples that do not match their schema",
      advice: "Documentation and mock servers show these. Correct the example or the schema.",
      faults: of(({ rule }) => rule !== "struct"),
    },
    {
      title: "Keys that OpenAPI 3.1 does not have",
      advice: "Tools ignore them. Rename them, or prefix them with `x-`.",
      faults: of(isStructural),
    },
  ].filter((group) => group.faults.length > 0);
}

/** The linter tries patterns on examples with an engine that backtracks. */
function withoutSlowPatterns(document: JsonObject): JsonObject {
  const copy = structuredClone(document);
  walk(copy, ({ node, kind }) => {
    if (kind !== "schema" || !isObject(node)) return;
    const { pattern, patternProperties } = node;
    if (typeof pattern === "string" && !isLinear(pattern)) delete node["pattern"];
    if (isObject(patternProperties) && !Object.keys(patternProperties).every(isLinear)) {
      // With their patterns gone, keys would count as additional.
      delete node["patternProperties"];
      delete node["additionalProperties"];
    }
  });
  return copy;
}

/** A short text to send to the vendor. */
export function faultsText(title: string, source: string, groups: FaultGroup[]): string {
  const total = groups.reduce((sum, { faults }) => sum + faults.length, 0);
  if (total === 0) return `No faults found in the OpenAPI document of the ${title} (${source}).\n`;
  const sections = groups.map(({ title: heading, advice, faults }) => {
    const lines = faults.map(({ line, pointer, message }) => {
      const detail = heading.startsWith("`nullable`") ? "" : `: ${message}`;
      return `- line ${line}, ${pointer}${detail}`;
    });
    return `${heading} (${faults.length})\n${advice}\n\n${lines.join("\n")}`;
  });
  return `Hello,

your OpenAPI document of the ${title} (${source}) has ${total} places that tools misread. None of
them stops us; a correction would help all users who generate code or documentation from it.

${sections.join("\n\n")}
`;
}
