import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { isObject, type JsonObject } from "./document.ts";
import { pointerSegments, pointerTo } from "./json-pointer.ts";
import { DocumentError, type MakeProblem, type Position, type Problem } from "./problem.ts";

/** A document as data, together with the text that it was read from. */
export interface ParsedDocument {
  /** The file's name in messages: `specs/openapi-platform.yaml`. */
  file: string;
  text: string;
  /** Plain data; a mapping at the top. */
  value: JsonObject;
  /**
   * The whole numbers beyond 2^53, such as the bounds of `int64`, by their JSON pointer: in decimal
   * as they were written. `value` has the nearest number that JavaScript has.
   */
  written: ReadonlyMap<string, string>;
  /** The position of the node at a JSON pointer (of its key, when `onKey`); of the nearest parent if it does not exist. */
  locate(pointer: string, onKey?: boolean): Position;
  /** A problem with the node at a JSON pointer. */
  problem: MakeProblem;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what YAML 1.2 (5.1) leaves out of a text
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

// The vendor's document has no aliases. A few are harmless; a YAML bomb has thousands.
const maxAliases = 100;

// Real documents have about 30 levels. Programs that walk a document recurse at each level.
const maxDepth = 200;

/**
 * Parses YAML 1.2 or JSON text into data with positions. Throws a `DocumentError` with line and
 * column. Unless `lenient`, it also refuses unknown tags, and constructs that YAML parsers read
 * differently: merge keys, directives, keys that are no texts.
 */
export function parse(text: string, file: string, { lenient = false } = {}): ParsedDocument {
  const lineCounter = new LineCounter();
  const yaml = unlessTooDeep(file, () =>
    // The library's check of keys compares each with all others.
    parseDocument(text, { lineCounter, prettyErrors: false, version: "1.2", uniqueKeys: false }),
  );

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

  if (yaml.errors.some(({ message }) => /call stack/.test(message))) {
    throw new DocumentError([{ file, message: tooDeep }]);
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
  if (problems.length === 0) {
    for (const { offset, message } of unlessTooDeep(file, () => ambiguitiesIn(yaml, lenient))) {
      problems.push({ file, position: at(offset), message });
    }
  }
  if (problems.length > 0) throw new DocumentError(problems);

  // `550e8400` (the start of many UUIDs) is an infinite float in YAML: keep the text.
  const written = new Map<string, string>();
  eachNode(yaml.contents, (node, path) => {
    if (!isScalar(node) || typeof node.value !== "number") return;
    if (!Number.isFinite(node.value)) node.value = node.source ?? String(node.value);
    else if (isLarge(node)) {
      written.set(path.reduce<string>(pointerTo, "#"), BigInt(node.source ?? 0).toString());
    }
  });

  let value: unknown;
  try {
    value = unlessTooDeep(file, () => yaml.toJS({ maxAliasCount: maxAliases }));
  } catch (cause) {
    if (cause instanceof DocumentError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DocumentError([{ file, message: `cannot be read: ${reason}.` }]);
  }
  if (!isObject(value)) {
    const position = { line: 1, column: 1 };
    const came = kindOf(text, value);
    const message = `expected an OpenAPI document (a mapping that starts with "openapi: 3.1.0"), found ${came}.`;
    throw new DocumentError([{ file, position, message }]);
  }

  const shape = shapeProblem(value);
  if (shape !== undefined) throw new DocumentError([{ file, message: shape }]);

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
    written,
    locate,
    problem: (pointer, message, onKey) => ({ file, position: locate(pointer, onKey), message }),
  };
}

/** The parser recurses at each level, and runs out of stack. */
function unlessTooDeep<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DocumentError([{ file, message: tooDeep }]);
  }
}

const tooDeep = `is nested too deeply: at most ${maxDepth} levels are accepted.`;

const coreTags = /^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq))$/;

interface Ambiguity {
  offset: number;
  message: string;
}

/** Reports constructs that parsers read differently, or that JSON does not have; duplicate keys always. */
function ambiguitiesIn(yaml: Document.Parsed, lenient: boolean): Ambiguity[] {
  const found: Ambiguity[] = [];
  const say = (node: unknown, message: string) =>
    found.push({ offset: (isNode(node) && node.range?.[0]) || 0, message });

  const { directives } = yaml;
  if (!lenient && (directives.yaml.explicit || Object.keys(directives.tags).length > 1)) {
    say(
      undefined,
      "the directives %YAML and %TAG are not accepted: YAML parsers disagree on them.",
    );
  }
  eachNode(yaml.contents, (node) => {
    if (!lenient && node.tag !== undefined && !coreTags.test(node.tag)) {
      say(
        node,
        `the tag ${node.tag} is not accepted: JSON has no such value. Write the value as a text.`,
      );
    }
    if (isMap(node)) checkKeys(node);
  });
  return found;

  function checkKeys({ items }: YAMLMap): void {
    const keys = new Set<string>();
    for (const { key } of items) {
      if (!isScalar(key)) {
        if (!lenient) say(key, "expected a text as key, found an alias, a list or a mapping.");
        continue;
      }
      const name = key.value === null ? "" : String(key.value);
      if (name === "<<" && !lenient) {
        say(
          key,
          'the merge key "<<" is not accepted: YAML parsers disagree on it. Write the keys out.',
        );
      }
      if (keys.has(name)) say(key, `the key "${name}" is a duplicate; keys must be unique.`);
      keys.add(name);
    }
  }
}

/** A whole number, written without a point or an exponent, that JavaScript cannot keep. */
function isLarge({ value, source = "" }: Scalar): boolean {
  return (
    typeof value === "number" &&
    Number.isInteger(value) &&
    !Number.isSafeInteger(value) &&
    /^[-+]?\d+$|^0[ox]/.test(source)
  );
}

/** Every node once, keys included, with its path. The library's `visit` copies the path for each node. */
function eachNode(
  node: unknown,
  look: (node: Node, path: readonly (string | number)[]) => void,
  path: (string | number)[] = [],
): void {
  if (!isNode(node)) return;
  look(node, path);
  if (!isCollection(node)) return;
  for (const [index, item] of node.items.entries()) {
    if (!isPair(item)) {
      path.push(index);
      eachNode(item, look, path);
      path.pop();
      continue;
    }
    path.push(isScalar(item.key) ? String(item.key.value ?? "") : "");
    eachNode(item.key, look, path);
    eachNode(item.value, look, path);
    path.pop();
  }
}

/** Aliases can contain themselves. */
function shapeProblem(value: unknown): string | undefined {
  const open = new Set<unknown>();
  const done = new Set<unknown>();

  function step(node: unknown, depth: number): string | undefined {
    if (typeof node !== "object" || node === null || done.has(node)) return undefined;
    if (open.has(node)) return "has an alias that contains itself.";
    if (depth > maxDepth) return tooDeep;
    open.add(node);
    for (const child of Object.values(node)) {
      const problem = step(child, depth + 1);
      if (problem !== undefined) return problem;
    }
    open.delete(node);
    done.add(node);
    return undefined;
  }

  return step(value, 0);
}

function kindOf(text: string, value: unknown): string {
  const start = text.trimStart();
  if (start === "") return "nothing";
  if (start.startsWith("<")) return "an HTML or XML page";
  return Array.isArray(value) ? "a list" : "plain text";
}
