/** `list_customers` → `ListCustomers`; `createInboxEmbed` → `CreateInboxEmbed`. */
export function pascalCase(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^\p{N}/u.test(joined) ? `_${joined}` : joined;
}

export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** A string or number as it stands in an index: `S["InboxEmbed"]`. */
export function quote(name: string): string {
  return JSON.stringify(name);
}

/** Vendor text as one line of a doc comment. */
export function oneLine(text: string): string {
  return text.trim().replaceAll("*/", "*\\/").replace(/\s+/g, " ");
}

/** What the types package's own index exports in the same case. */
const reserved = new Set(["Err", "Loose", "Ok", "Specification"]);

/** What a schema is called in TypeScript. */
export function typeName(schema: string): string {
  const name = pascalCase(schema);
  return reserved.has(name) ? `${name}Schema` : name;
}
