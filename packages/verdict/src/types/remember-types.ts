import { createHash } from "node:crypto";

type GenerateTypes = (document: object) => Promise<string>;

/**
 * Generates the types of equal documents once. A bump asks for those of the same document up to
 * three times, often as a copy, and they take seconds where it is large.
 */
export function rememberTypes(generate: GenerateTypes): GenerateTypes {
  const known = new Map<string, Promise<string>>();
  return (document) => {
    const key = createHash("sha256").update(JSON.stringify(document)).digest("hex");
    const types = known.get(key) ?? generate(document);
    known.set(key, types);
    return types;
  };
}
