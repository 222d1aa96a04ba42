/** `list_customers` → `ListCustomers`; `createInboxEmbed` → `CreateInboxEmbed`. */
export function pascalCase(name: string): string {
  const words = name.split(/[^\p{L}\p{Nd}]+/u).filter((word) => word !== "");
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^\p{Nd}/u.test(joined) ? `_${joined}` : joined;
}

export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

export function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name);
}

/** A function or key of this name would be a syntax error, or hide a member of every object. */
export function isReserved(name: string): boolean {
  return reservedWords.has(name) || name in Object.prototype;
}

// An object with `then` would be treated as a promise.
const reservedWords: ReadonlySet<string> = new Set(
  `arguments async await break case catch class const continue debugger default delete do else enum
  eval export extends false finally for function if implements import in instanceof interface let
  new null package private protected prototype public return static super switch then this throw
  true try typeof undefined var void while with yield`.split(/\s+/),
);

/** The other exports of the types package in the same case. */
const exported = new Set(["CallTable", "Err", "Loose", "Ok", "OperationTable", "Specification"]);

/** The name of a schema in TypeScript. */
export function typeName(schema: string): string {
  const name = pascalCase(schema);
  return exported.has(name) ? `${name}Schema` : name;
}
