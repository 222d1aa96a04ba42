import { isObject } from "@shared/openapi-model/document.ts";
import { ReferenceFault } from "@shared/openapi-model/json-pointer.ts";
import type { WalkedModel } from "@shared/openapi-model/model.ts";
import type { MakeProblem, Problem } from "@shared/openapi-model/problem.ts";
import { type DocumentReference, referencesIn } from "@shared/openapi-model/walk.ts";

/**
 * A pointer that all programs split and decode alike. They disagree on a second `#`, on an
 * empty segment, and on an encoded `~`. The generator prints the first segment unchanged.
 */
const pointer =
  /^#\/(?:components|paths|webhooks)(?:\/(?:[^#%~/\\]|%(?!7e|5c|00|0a|0d)[0-9a-f]{2}|~[01])+)+$/i;

/** Ids of the dialect that every tool assumes by default; nothing opens them. */
const dialects: readonly string[] = [
  "https://json-schema.org/draft/2020-12/schema",
  "https://spec.openapis.org/oas/3.1/dialect/base",
];

const advice = 'expected a "#/…" that exists in this document.';

/** Reports references that leave the document, do not resolve, or that programs read differently. */
export function referenceProblems(
  { document, nodes, resolver }: WalkedModel,
  problem: MakeProblem,
): Problem[] {
  const schemas = document.components?.schemas;

  function faultOf({ kind, value, pointer: at, place }: DocumentReference): string | undefined {
    switch (kind) {
      case "$ref":
        return leads(value, at, place === "schema");
      case "operationRef":
        return leads(value, at, false);
      case "mapping":
        return isObject(schemas) && Object.hasOwn(schemas, value)
          ? undefined
          : leads(value, at, true);
      case "externalValue":
        return `the example's value is outside of the document ("${value}"); ${advice}`;
      case "$schema":
      case "jsonSchemaDialect":
        return dialects.includes(value.replace(/#$/, ""))
          ? undefined
          : `the JSON Schema dialect "${value}" is not supported; expected "${dialects[0]}".`;
      case "$id":
      case "$anchor":
      case "$dynamicAnchor":
      case "$dynamicRef":
      case "$recursiveRef":
      case "$self":
      case "$vocabulary":
        return `"${kind}" is not supported, since it changes what references mean; ${advice}`;
      default:
        return undefined; // an address that a program may go to: a matter of trust
    }
  }

  function leads(reference: string, at: string, isSchema: boolean): string | undefined {
    if (!reference.startsWith("#"))
      return `the reference "${reference}" leaves the document; ${advice}`;
    try {
      const { node } = resolver.follow({ node: { $ref: reference }, pointer: at });
      if (!isObject(node) && !(isSchema && typeof node === "boolean")) {
        return `the reference "${reference}" leads to no object.`;
      }
    } catch (fault) {
      if (!(fault instanceof ReferenceFault)) throw fault;
      return fault.message;
    }
    return pointer.test(reference)
      ? undefined
      : `the reference "${reference}" has a form that programs read differently; expected "#/components/…", "#/paths/…" or "#/webhooks/…".`;
  }

  return referencesIn(document, nodes).flatMap((reference) => {
    const fault = faultOf(reference);
    return fault === undefined ? [] : [problem(reference.pointer, fault)];
  });
}
