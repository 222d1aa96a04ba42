import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { toViolations } from "./description/violations.ts";
import type { EmulatorOptions } from "./options.ts";

/** The options that a seed file can hold. */
export type Seed = Pick<EmulatorOptions, "customers" | "phoneNumbers" | "users" | "things">;

const known = {
  type: "array",
  items: {
    type: ["string", "object"],
    required: ["id"],
    properties: { id: { type: "string" }, name: { type: "string" } },
    additionalProperties: false,
  },
};

const schema = {
  type: "object",
  properties: {
    customers: known,
    phoneNumbers: known,
    users: known,
    things: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "object" } },
    },
  },
  additionalProperties: false,
};

/**
 * Reads what exists at the start from a JSON file.
 *
 * @throws Error with a sentence that names the file and what is wrong in it.
 */
export function readSeed(file: string): Seed {
  let seed: unknown;
  try {
    seed = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Error(`The seed ${file} cannot be read as JSON: ${String(cause)}`, { cause });
  }
  const validate = new Ajv2020({
    allErrors: true,
    verbose: true,
    strictTypes: false,
  }).compile<Seed>(schema);
  if (validate(seed)) return seed;
  const problems = toViolations(validate.errors ?? [], "The seed").map(({ message }) => message);
  throw new Error(`The seed ${file} is not one: ${problems.join(" ")}`);
}
