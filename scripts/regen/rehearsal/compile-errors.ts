import { isAbsolute, join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type Change, place, rank } from "@shared/openapi-verdict";
import { pascalCase } from "../document/type-names.ts";

/** One error of the TypeScript compiler. */
export interface CompileError {
  /** Relative to the folder that was checked. */
  file: string;
  line: number;
  /** All its lines: the first names the types, the others the property that does not fit. */
  message: string;
  /** The broken line of the program, if it could be read. */
  code?: string;
}

/** Reads `tsc --pretty false`, also when turbo has put a task's name before each line. */
export function compileErrors(output: string, folder: string): CompileError[] {
  const errors: CompileError[] = [];
  for (const text of stripVTControlCharacters(output).split("\n")) {
    const line = text.replace(/^@?[\w/.-]+:[\w-]+: /, "");
    const found = /^(\S[^(]*)\((\d+),\d+\): error (TS\d+: .*)$/.exec(line);
    const last = errors.at(-1);
    if (found) {
      const [, path = "", number = "0", message = ""] = found;
      const file = isAbsolute(path) ? relative(folder, path) : relative(folder, join(folder, path));
      errors.push({ file, line: Number(number), message });
    } else if (last && /^\s+\S/.test(line)) {
      last.message += `\n${line.trimEnd()}`;
    }
  }
  return errors;
}

/**
 * The change that most likely caused a compiler error. It compares the names that the error quotes
 * with those of the change, the called operation, and the direction. `undefined` if no change fits.
 */
export function causeOf(error: CompileError, changes: readonly Change[]): string | undefined {
  const facts = factsOf(error);
  const scored = changes
    .filter((change) => rank(change.class) >= rank("additive"))
    .map((change) => ({ change, score: scoreOf(change, facts) }))
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) =>
        b.score - a.score ||
        rank(b.change.types) - rank(a.change.types) ||
        rank(b.change.class) - rank(a.change.class),
    );
  const [best] = scored;
  return best && `${place(best.change)}: ${best.change.text}`;
}

interface Facts {
  /** Names that the compiler reports as missing, unknown or wrong: properties, exports. */
  named: ReadonlySet<string>;
  /** Every other quoted word of the message, also of types. */
  quoted: ReadonlySet<string>;
  /** Literal values and words of the program's line. */
  words: ReadonlySet<string>;
  /** "GET /a" of a call in the line or the message. */
  calls: ReadonlySet<string>;
  direction: "request" | "response" | null;
  message: string;
}

const naming = [
  /[Pp]ropert(?:y|ies) '([^']+)'/g,
  /no exported member(?: named)? '"?([^'"]+)"?'/g,
  /Types of property '([^']+)'/g,
  /missing the following properties from type '[^']*': ([^\n.]+)/g,
  /'([\w$]+)' does not exist in type/g,
  /is missing in type .* but required in type/g,
  /'[^']*?\.([\w$]+)' is possibly/g,
  /'([\w$]+)' is possibly/g,
  /[Dd]id you mean (?:to write )?'([^']+)'/g,
];

function factsOf({ message, code = "" }: CompileError): Facts {
  const named = new Set<string>();
  for (const pattern of naming) {
    for (const [, found = ""] of message.matchAll(pattern)) {
      for (const name of found.split(/,\s*|\s+and\s+/)) if (name !== "") named.add(bare(name));
    }
  }
  const quoted = new Set(
    [...message.matchAll(/['"]([^'"\n]+)['"]/g)].flatMap(([, text = ""]) => wordsOf(text)),
  );
  const calls = new Set(
    [...`${message}\n${code}`.matchAll(/\b(GET|POST|PUT|PATCH|DELETE)\W{1,3}(\/[\w/{}.-]*)/g)].map(
      ([, method = "", path = ""]) => `${method} ${path}`,
    ),
  );
  return {
    named,
    quoted,
    words: new Set(wordsOf(code)),
    calls,
    direction: directionOf(message),
    message,
  };
}

/** A passed value belongs to a request; a property that is read belongs to a response. */
function directionOf(message: string): Facts["direction"] {
  if (/TS(2339|2551|18047|18048|18049|2531|2532|2533|7053|2367|2678)\b/.test(message)) {
    return "response";
  }
  return /TS(2345|2353|2741|2739|2740|2561)\b/.test(message) ? "request" : null;
}

function scoreOf(change: Change, facts: Facts): number {
  const subjects = subjectsOf(change);
  const isNamed = subjects.names.filter((name) => facts.named.has(name)).length;
  const isQuoted = subjects.names.filter((name) => facts.quoted.has(name)).length;
  const isWord = subjects.names.filter((name) => facts.words.has(name)).length;
  const values = subjects.values.filter(
    (value) => facts.quoted.has(value) || facts.words.has(value),
  );
  const [, path = ""] = change.operation?.split(" ") ?? [];
  const called = change.operation !== null && facts.calls.has(change.operation);
  const samePath = path !== "" && facts.message.includes(`"${path}"`);
  const elsewhere = facts.calls.size > 0 && change.operation !== null && !called;
  let score = isNamed * 10 + isQuoted * 4 + isWord * 3 + Math.min(values.length, 2) * 3;
  const whole = change.location === "operation" || change.location.startsWith("path ");
  const structural =
    whole || change.location === "request" || /^response \S+$/.test(change.location);
  if (score === 0 && !(structural && (called || samePath))) return 0;
  if (called || samePath) score += structural && isNamed === 0 ? 5 : 4;
  if (elsewhere) score -= 6;
  if (facts.direction !== null && change.direction !== null) {
    score += facts.direction === change.direction ? 2 : -1;
  }
  if (change.types === "breaking") score += 3;
  else if (change.types === "risky") score += 2;
  else if (change.types === "none" && change.wire !== "additive") score -= 1;
  return Math.max(0, score);
}

/** The names of a change: the keys of its location, the names of its sentence, and values. */
function subjectsOf({ rule, location, text, operation, marks }: Change): {
  names: string[];
  values: string[];
} {
  const own = text.replace(/ (?:For TypeScript|In \d+ places) .*$/, "");
  const steps = location.replace(/\([^)]*\)|\[[^\]]*\]/g, " ").split(/[\s.]+/);
  const last = steps.at(-1) ?? "";
  const keys = steps.filter((step) => !placeWords.has(step) && !/^\d/.test(step));
  const renamed = /^(\S+) (?:seems renamed to|is now|is named|is gone)(?: (\S+))?/.exec(own);
  const quoted = [...own.matchAll(/["'`]([\w$-]+)["'`]/g)].map(([, name = ""]) => name);
  const values = /^(?:New values?|Values?) (.*?)(?: (?:is|are) gone)?\.$/.exec(own)?.[1] ?? "";
  const path = operation?.split(" ")[1];
  // The key of a response is its status.
  const isStatus = rule.includes("-status.");
  const names = [
    ...(keys.length > 0 && keys.at(-1) === last ? [last] : []),
    ...[renamed?.[1], renamed?.[2]].map((name) => name?.replace(/[.;]$/, "")),
    ...quoted,
    ...(isStatus ? [marks["old"], marks["status"]] : [marks["name"]]).map((mark) =>
      mark === undefined ? undefined : String(mark),
    ),
    ...(location.startsWith("components ") || location.startsWith("path ") ? keys : []),
    ...(location === "operation" && path !== undefined ? [path] : []),
    ...(rule === "pagination.replaced"
      ? ["old", "new", "lost", "found"].flatMap((key) => String(marks[key] ?? "").split(" and "))
      : []),
    // A new operation joins the unions over all calls.
    ...(rule === "operation.added" ? typesOfCall(String(marks["id"] ?? "")) : []),
  ];
  return {
    names: [...new Set(names.filter((name) => name !== undefined && name !== ""))] as string[],
    values: values.split(/, /).filter((value) => value !== ""),
  };
}

function typesOfCall(operationId: string): string[] {
  return ["Init", "Result"].map((part) => pascalCase(operationId) + part);
}

const placeWords = new Set(
  "request response operation path body header query cookie parameter components schemas servers payload webhook reply".split(
    " ",
  ),
);

function bare(name: string): string {
  return name.replace(/^["']|["']$/g, "");
}

function wordsOf(text: string): string[] {
  return [text.trim(), ...text.split(/[^\w$/{}-]+/)].filter((word) => word.length > 1);
}
