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
  pass: { properties: {}, required: [] },
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
  sequence: { properties: { steps: { type: "array", minItems: 1 } }, required: ["steps"] },
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

// A step cannot be a sequence, nor a rate limit, which concerns all requests.
const stepKind = {
  type: "string",
  enum: Object.keys(effects).filter((name) => name !== "sequence" && name !== "rate-limit"),
};

function schemaOf(value: unknown, kinds: { enum: readonly string[] }, more: object): object {
  const name = isObject(value) ? String(value["kind"]) : "";
  const known = kinds.enum.includes(name) ? effects[name] : undefined;
  if (!known) return { type: "object", required: ["kind"], properties: { kind: kinds } };
  return {
    type: "object",
    properties: { kind: kinds, ...known.properties, ...more },
    required: ["kind", ...known.required],
    additionalProperties: false,
  };
}

/**
 * Checks that a value is a fault, since a fault that comes over HTTP has passed no type check.
 *
 * @throws Error that names its problems.
 */
export function checkFault(value: unknown): asserts value is Fault {
  const steps = isObject(value) && Array.isArray(value["steps"]) ? value["steps"] : [];
  const problems = [
    ...problemsAgainst(schemaOf(value, kind, whichRequests), value, "The fault"),
    ...steps.flatMap((step, index) =>
      problemsAgainst(schemaOf(step, stepKind, {}), step, "The step").map(
        (problem) => `steps[${index}]: ${problem}`,
      ),
    ),
  ];
  if (problems.length > 0) throw new Error(`This is not a fault: ${problems.join(" ")}`);
}

/**
 * Checks that a value is a list of faults.
 *
 * @throws Error that names the invalid fault by its place in the list.
 */
export function checkFaults(value: unknown): asserts value is readonly Fault[] {
  if (!Array.isArray(value)) throw new Error("Expected a list of faults.");
  for (const [index, fault] of value.entries()) {
    try {
      checkFault(fault);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`faults[${index}]: ${reason}`, { cause });
    }
  }
}
