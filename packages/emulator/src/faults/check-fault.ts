import { Ajv2020 } from "ajv/dist/2020.js";
import { toViolations } from "../request/violations.ts";
import type { Fault } from "./fault.ts";

const when = { enum: ["before", "after"] };
const count = { type: "integer", minimum: 1 };
const ms = { type: "number", minimum: 0 };

const effects: Readonly<Record<string, { properties: object; required: readonly string[] }>> = {
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

/** Checks that a value is a fault, so that one from HTTP is held to what the types hold code to. */
export function createFaultCheck(): (value: unknown) => asserts value is Fault {
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true });
  const kind = { type: "string", enum: Object.keys(effects) };
  const outer = ajv.compile({ type: "object", required: ["kind"], properties: { kind } });
  const byKind = new Map(
    Object.entries(effects).map(([name, { properties, required }]) => [
      name,
      ajv.compile({
        type: "object",
        properties: { kind, ...properties, ...whichRequests },
        required: ["kind", ...required],
        additionalProperties: false,
      }),
    ]),
  );
  return (value) => {
    const known = outer(value) ? byKind.get((value as Fault).kind) : undefined;
    if (known?.(value)) return;
    const errors = (known ?? outer).errors ?? [];
    const problems = toViolations(errors, "The fault").map(({ message }) => message);
    throw new Error(`This is not a fault: ${problems.join(" ")}`);
  };
}
