import { problemsAgainst } from "../description/schemas.ts";
import { isObject } from "../json.ts";
import { errorShapes } from "./error-shapes.ts";
import type { Fault } from "./fault.ts";

const when = { enum: ["before", "after"] };
const count = { type: "integer", minimum: 1 };
const ms = { type: "number", minimum: 0 };

const effects: Readonly<
  Record<string, { properties: object; required: readonly string[] } | undefined>
> = {
  status: {
    properties: {
      status: { type: "integer", minimum: 200, maximum: 599 },
      shape: { enum: Object.keys(errorShapes) },
      body: {},
      headers: { type: "object", additionalProperties: { type: "string" } },
      when,
    },
    required: ["status"],
  },
  delay: { properties: { ms, when }, required: ["ms"] },
  reset: { properties: { when }, required: [] },
  late: { properties: { ms }, required: ["ms"] },
  "half-body": { properties: {}, required: [] },
  "rate-limit": { properties: { per_minute: count, per_second: count }, required: ["per_minute"] },
};

const whichRequests = {
  operation_id: { type: "string" },
  method: { type: "string" },
  path: { type: "string" },
  times: count,
  share: { type: "number", minimum: 0, maximum: 1 },
  seed: { type: "integer" },
};

const kind = { type: "string", enum: Object.keys(effects) };

function schemaOf(value: unknown): object {
  const name = isObject(value) ? String(value["kind"]) : "";
  const known = Object.hasOwn(effects, name) ? effects[name] : undefined;
  if (!known) return { type: "object", required: ["kind"], properties: { kind } };
  return {
    type: "object",
    properties: { kind, ...known.properties, ...whichRequests },
    required: ["kind", ...known.required],
    additionalProperties: false,
  };
}

/**
 * Checks that a value is a fault, since one that comes over HTTP has passed no type check.
 *
 * @throws Error with a sentence that names what is wrong with it.
 */
export function checkFault(value: unknown): asserts value is Fault {
  const problems = problemsAgainst(schemaOf(value), value, "The fault");
  if (problems.length > 0) throw new Error(`This is not a fault: ${problems.join(" ")}`);
}
