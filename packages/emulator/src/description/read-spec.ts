import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

// Node 20 warns at every start about imported JSON; require() does not warn.
const require = createRequire(import.meta.url);

/** The document that the emulator serves when no other is given. */
export function readDefaultDescription(): unknown {
  return require("@shared/kapso-types/openapi-platform.json");
}

/**
 * The document to serve: the package's own, one passed as an object, one of the types package by
 * its name, or one read from a `.json`, `.yaml` or `.yml` file.
 *
 * @throws Error when the file cannot be read or parsed; the message names file, line and column.
 */
export async function readSpec(spec: object | string | URL | undefined): Promise<unknown> {
  if (spec === undefined) return readDefaultDescription();
  if (typeof spec !== "string" && !(spec instanceof URL)) return spec;
  if (typeof spec === "string" && /^[a-z][a-z0-9-]*$/.test(spec) && !existsSync(spec)) {
    return readNamed(spec);
  }
  let text: string;
  try {
    text = readFileSync(spec, "utf8");
  } catch (cause) {
    throw new Error(`The spec ${String(spec)} cannot be read. Check the path.`, { cause });
  }
  if (String(spec).endsWith(".json")) {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new Error(`The spec ${String(spec)} is not JSON: ${String(cause)}`, { cause });
    }
  }
  // Imported only here: a YAML parser takes 30 ms to load.
  const { parse } = await import("@shared/openapi-model/parse.ts");
  return parse(text, String(spec), { lenient: true }).value;
}

function readNamed(name: string): unknown {
  try {
    return require(`@shared/kapso-types/${name}.json`);
  } catch (cause) {
    throw new Error(
      `The spec ${name} is neither a document of @shared/kapso-types nor a file. Pass the name of a document, such as openapi-platform, or the path of a .json or .yaml file.`,
      { cause },
    );
  }
}
