import { pointerSegments } from "@shared/openapi-model/json-pointer.ts";
import { createPattern } from "@shared/openapi-model/pattern.ts";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { JsonObject } from "../json.ts";
import { problemsOf } from "./problems.ts";

/** Checks a value against the schema at a pointer of the document; an empty list means valid. */
export type CheckSchema = (pointer: string, value: unknown) => readonly ErrorObject[];

/** The checker of a document's schemas. */
export interface SchemaChecker {
  check: CheckSchema;
  /**
   * The patterns that checks since the last call came to and took for fulfilled, since no engine
   * decides them in linear time.
   */
  takeUnchecked(): readonly string[];
}

const documentId = "document:";

/**
 * Makes the checker for a document's schemas. A schema is compiled when it is first needed, so
 * that a big document costs nothing until its operations are called.
 */
export function createSchemaChecker(document: JsonObject): SchemaChecker {
  const compiled = new Map<string, ValidateFunction>();
  const unchecked = new Set<string>();
  let ajv: Ajv2020 | undefined;
  return {
    check: (pointer, value) => {
      let validate = compiled.get(pointer);
      if (!validate) {
        ajv ??= createAjv((pattern) => unchecked.add(pattern)).addSchema({
          ...document,
          $id: documentId,
        });
        validate = compile(ajv, pointer);
        compiled.set(pointer, validate);
      }
      return validate(value) ? [] : (validate.errors ?? []);
    },
    takeUnchecked: () => {
      const patterns = [...unchecked];
      unchecked.clear();
      return patterns;
    },
  };
}

/** The problems of a value against one of the emulator's schemas, a sentence each. */
export function problemsAgainst(schema: object, value: unknown, name: string): readonly string[] {
  // Made for each call: such values are few, and an emulator without them starts faster.
  const validate = createAjv().compile(schema);
  return validate(value) ? [] : problemsOf(validate.errors ?? [], name);
}

function createAjv(onUnchecked: (pattern: string) => void = () => undefined): Ajv2020 {
  // The vendor's patterns must not be able to stop the emulator.
  const regExp = (source: string) => {
    const { test, unchecked } = createPattern(source);
    return {
      test: (text: string) => {
        if (unchecked !== undefined) onUnchecked(source);
        return test(text);
      },
      // Ajv distinguishes patterns by this text.
      toString: () => source,
    };
  };
  const ajv = new Ajv2020({
    // Not strict: the vendor's document carries OpenAPI keywords that JSON Schema does not have.
    strict: false,
    allErrors: true,
    verbose: true,
    validateSchema: false,
    code: { regExp: Object.assign(regExp, { code: "createPattern" }) },
  });
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

// Ajv resolves a reference as a URI, where the braces of path templates must be encoded.
function encodePointer(pointer: string): string {
  const segments = pointerSegments(pointer).map((segment) =>
    encodeURIComponent(segment.replaceAll("~", "~0").replaceAll("/", "~1")),
  );
  return ["#", ...segments].join("/");
}
