import { Ajv2020 } from "ajv/dist/2020.js";
import { toViolations } from "../description/violations.ts";
import { isObject } from "../json.ts";
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
      shape: {
        enum: [
          "error",
          "error-code",
          "meta",
          "message",
          "nested",
          "json-in-string",
          "html",
          "empty",
        ],
      },
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
 * Checks that a value is a fault, so that one from HTTP is held to what the types hold code to.
 *
 * @throws Error with a sentence that names what is wrong with it.
 */
export function checkFault(value: unknown): asserts value is Fault {
  // Made anew each time: faults are few, and an emulator that has none starts the sooner.
  const validate = new Ajv2020({ strict: false, allErrors: true, verbose: true }).compile(
    schemaOf(value),
  );
  if (validate(value)) return;
  const problems = toViolations(validate.errors ?? [], "The fault").map(({ message }) => message);
  throw new Error(`This is not a fault: ${problems.join(" ")}`);
}
