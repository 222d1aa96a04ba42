import { isObject, type JsonObject, objectAt } from "../document/json.ts";
import { isExternal, type OpenDocument } from "../document/open-document.ts";
import type { DocumentComparison } from "../operations/document-comparison.ts";
import type { Finding } from "../rules/finding.ts";
import type { ComparisonSettings } from "../settings.ts";
import { compareGenerated } from "./compare-generated.ts";
import { createTypeProgram } from "./type-program.ts";

/** Makes the types that would be published for a document. */
export type GenerateTypes = (document: JsonObject) => Promise<string>;

export interface TypesResult {
  findings: readonly Finding[];
  error: string | null;
}

interface Asked {
  old: OpenDocument;
  new: OpenDocument;
  witness: DocumentComparison;
}

// A checker over more text than this takes more memory than it saves time.
const mostText = 6_000_000;

export async function compareTypesOf(
  pairs: readonly Asked[],
  generateTypes: GenerateTypes,
  settings: ComparisonSettings,
): Promise<TypesResult[]> {
  const texts: { old: Written; new: Written }[] = [];
  const known = new Map<string, Written>();
  const write = async (document: OpenDocument): Promise<Written> => {
    const closed = closedIn(document);
    const key = JSON.stringify(closed);
    const result = known.get(key) ?? (await written(closed, generateTypes));
    known.set(key, result);
    return result;
  };
  for (const { old: oldDocument, new: newDocument } of pairs) {
    texts.push({ old: await write(oldDocument), new: await write(newDocument) });
  }
  const statements: TypesResult[] = [];
  for (let at = 0; at < pairs.length; ) {
    let size = 0;
    const batch: number[] = [];
    while (at < pairs.length && (batch.length === 0 || size < mostText)) {
      size += (texts[at]?.old.text.length ?? 0) + (texts[at]?.new.text.length ?? 0);
      batch.push(at++);
    }
    statements.push(
      ...ask(
        batch.map((i) => ({ asked: pairs[i], texts: texts[i] })),
        settings,
      ),
    );
  }
  return statements;
}

interface Written {
  text: string;
  failure: string | null;
}

async function written(document: JsonObject, generateTypes: GenerateTypes): Promise<Written> {
  try {
    return { text: await generateTypes(document), failure: null };
  } catch (error) {
    return { text: "", failure: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Question {
  asked: Asked | undefined;
  texts: { old: Written; new: Written } | undefined;
}

function ask(questions: readonly Question[], settings: ComparisonSettings): TypesResult[] {
  const modules = questions.flatMap(({ texts }) => [texts?.old.text ?? "", texts?.new.text ?? ""]);
  const different = [...new Set(modules)];
  const program = createTypeProgram(different);
  return questions.map(({ asked, texts }, i) => {
    const error = texts?.old.failure ?? texts?.new.failure ?? null;
    const oldModule = program.modules[different.indexOf(modules[2 * i] ?? "")];
    const newModule = program.modules[different.indexOf(modules[2 * i + 1] ?? "")];
    if (!asked || !oldModule || !newModule || error !== null || oldModule === newModule)
      return { findings: [], error };
    try {
      const { checker } = program;
      return {
        findings: compareGenerated(
          { checker, old: oldModule, new: newModule },
          asked.witness,
          settings,
        ),
        error,
      };
    } catch (error) {
      return { findings: [], error: reasonOf(error) };
    }
  });
}

/** A copy whose references all stay inside: the generator would fetch the others. */
function closedIn({ root }: OpenDocument): JsonObject {
  const copy = (node: unknown, above: readonly unknown[]): unknown => {
    if (typeof node !== "object" || node === null || node instanceof Date) return node;
    if (above.includes(node)) return {};
    const inside = [...above, node];
    if (Array.isArray(node)) return node.map((item) => copy(item, inside));
    const reference = isObject(node) ? node["$ref"] : undefined;
    if (typeof reference === "string" && isExternal(reference)) return {};
    const entries = Object.entries(node).map(([key, value]) => [
      key,
      key === "mapping" && isObject(value) ? pointersIn(value, root) : copy(value, inside),
    ]);
    return Object.fromEntries(entries);
  };
  return copy(root, []) as JsonObject;
}

/** A mapping may name a schema without its path; the generator only follows paths. */
function pointersIn(mapping: JsonObject, root: JsonObject): JsonObject {
  const schemas = objectAt(objectAt(root, "components"), "schemas");
  return Object.fromEntries(
    Object.entries(mapping).map(([tag, target]) => [
      tag,
      typeof target === "string" && schemas[target] !== undefined
        ? `#/components/schemas/${target}`
        : target,
    ]),
  );
}
