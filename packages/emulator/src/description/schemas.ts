import { pointerSegments } from "@shared/openapi-model/json-pointer.ts";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { JsonObject } from "../json.ts";
import { problemsOf } from "./problems.ts";

/** Checks a value against the schema at a pointer of the document; an empty list means valid. */
export type CheckSchema = (pointer: string, value: unknown) => readonly ErrorObject[];

const documentId = "document:";

/**
 * Makes the checker for a document's schemas. A schema is compiled when it is first needed, so
 * that a big document costs nothing until its operations are called.
 */
export function createSchemaChecker(document: JsonObject): CheckSchema {
  const compiled = new Map<string, ValidateFunction>();
  let ajv: Ajv2020 | undefined;
  return (pointer, value) => {
    let validate = compiled.get(pointer);
    if (!validate) {
      ajv ??= createAjv().addSchema({ ...document, $id: documentId });
      validate = compile(ajv, pointer);
      compiled.set(pointer, validate);
    }
    return validate(value) ? [] : (validate.errors ?? []);
  };
}

/** What is wrong with a value that a schema of the emulator's own describes, a sentence each. */
export function problemsAgainst(schema: object, value: unknown, name: string): readonly string[] {
  // Made anew each time: such values are few, and an emulator without them starts faster.
  const validate = createAjv().compile(schema);
  return validate(value) ? [] : problemsOf(validate.errors ?? [], name);
}

function createAjv(): Ajv2020 {
  // Not strict: the vendor's document carries OpenAPI keywords that JSON Schema does not have.
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, validateSchema: false });
  formats.default(ajv);
  return ajv;
}

function compile(ajv: Ajv2020, pointer: string): ValidateFunction {
  try {
    return ajv.compile({ $ref: `${documentId}${encodePointer(pointer)}` });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The spec's schema at ${pointer} cannot be used: ${reason}`, { cause });
  }
}

// Ajv resolves a reference as a URI, where the braces of path templates have to be encoded.
function encodePointer(pointer: string): string {
  const segments = pointerSegments(pointer).map((segment) =>
    encodeURIComponent(segment.replaceAll("~", "~0").replaceAll("/", "~1")),
  );
  return ["#", ...segments].join("/");
}
