import openapiTS, { astToString } from "openapi-typescript";
import type { JsonObject } from "../json.ts";

/** The options that are published; the product's own generator is handed in by whoever judges. */
export async function generateForTests(document: JsonObject): Promise<string> {
  const nodes = await openapiTS(
    structuredClone(document) as unknown as Parameters<typeof openapiTS>[0],
    {
      alphabetize: false,
      defaultNonNullable: false,
      emptyObjectsUnknown: true,
      silent: true,
    },
  );
  return astToString(nodes);
}
