import { isNode, isPair, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { isObject, type JsonObject } from "./document.ts";
import { pointerSegments } from "./json-pointer.ts";
import { DocumentError, type MakeProblem, type Position, type Problem } from "./problem.ts";

/** A document as data, together with the text that it was read from. */
export interface ParsedDocument {
  /** As people refer to it in messages: `specs/openapi-platform.yaml`. */
  file: string;
  text: string;
  /** Plain data; a mapping at the top. */
  value: JsonObject;
  /** Where the node at a JSON pointer stands (its key, when `onKey`); the nearest parent if it does not exist. */
  locate(pointer: string, onKey?: boolean): Position;
  /** A problem with the node at a JSON pointer. */
  problem: MakeProblem;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what YAML 1.2 (5.1) leaves out of a text
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

// The real document has no aliases at all; a few are harmless, a bomb has thousands.
const maxAliases = 100;

/**
 * YAML 1.2 or JSON text → data with positions. Throws a `DocumentError` that names line and column.
 * What YAML only warns of (an unknown tag) is refused too, unless `lenient`.
 */
export function parse(text: string, file: string, { lenient = false } = {}): ParsedDocument {
  const lineCounter = new LineCounter();
  const yaml = parseDocument(text, { lineCounter, prettyErrors: false, version: "1.2" });

  const at = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const lines = text.split("\n");
  const control = controlCharacter.exec(text);
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).padStart(4, "0");
    const message = `holds the control character U+${code}, which YAML does not allow.`;
    throw new DocumentError([{ file, position: at(control.index), message }]);
  }

  const problems: Problem[] = [...yaml.errors, ...(lenient ? [] : yaml.warnings)].map(
    ({ message, pos }) => {
      const position = at(pos[0]);
      const line = lines[position.line - 1]?.trim().slice(0, 80) ?? "";
      const quoted = line === "" ? "" : ` The line reads: ${line}`;
      return {
        file,
        position,
        message: `not valid YAML: ${message.replace(/\.?$/, ".")}${quoted}`,
      };
    },
  );
  if (problems.length > 0) throw new DocumentError(problems);

  // `550e8400` (the start of many a UUID) is an infinite float to YAML: keep what was written.
  visit(yaml, {
    Scalar(_, node) {
      if (typeof node.value === "number" && !Number.isFinite(node.value)) {
        node.value = node.source ?? String(node.value);
      }
    },
  });

  let value: unknown;
  try {
    value = yaml.toJS({ maxAliasCount: maxAliases });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DocumentError([{ file, message: `cannot be read: ${reason}.` }]);
  }
  if (!isObject(value)) {
    const position = { line: 1, column: 1 };
    const came = kindOf(text, value);
    const message = `expected an OpenAPI document (a mapping that starts with "openapi: 3.1.0"), found ${came}.`;
    throw new DocumentError([{ file, position, message }]);
  }

  function locate(pointer: string, onKey = false): Position {
    const segments = pointerSegments(pointer);
    for (let depth = segments.length; depth > 0; depth--) {
      const parent: unknown =
        depth === 1 ? yaml.contents : yaml.getIn(segments.slice(0, depth - 1), true);
      const key = segments[depth - 1];
      const items: unknown[] = (parent as { items?: unknown[] } | null)?.items ?? [];
      for (const [index, item] of items.entries()) {
        const found = isPair(item)
          ? isScalar(item.key) && String(item.key.value) === key
            ? onKey
              ? item.key
              : (item.value ?? item.key)
            : undefined
          : String(index) === key
            ? item
            : undefined;
        if (isNode(found) && found.range) return at(found.range[0]);
      }
    }
    return { line: 1, column: 1 };
  }

  return {
    file,
    text,
    value,
    locate,
    problem: (pointer, message, onKey) => ({ file, position: locate(pointer, onKey), message }),
  };
}

function kindOf(text: string, value: unknown): string {
  const start = text.trimStart();
  if (start === "") return "nothing";
  if (start.startsWith("<")) return "an HTML or XML page";
  return Array.isArray(value) ? "a list" : "plain text";
}
