import { readFileSync } from "node:fs";
import { problemsAgainst } from "./description/schemas.ts";
import { checkFaults } from "./faults/check-fault.ts";
import type { Fault } from "./faults/fault.ts";
import type { EmulatorOptions } from "./options.ts";

/** The options that a seed file can hold. */
export type Seed = Pick<
  EmulatorOptions,
  "customers" | "phoneNumbers" | "users" | "things" | "records" | "examples"
>;

const knownThings = {
  type: "array",
  items: {
    type: ["string", "object"],
    required: ["id"],
    properties: { id: { type: "string" }, name: { type: "string" } },
    additionalProperties: false,
  },
};

const byCollection = {
  type: "object",
  additionalProperties: { type: "array", items: { type: "object" } },
};

const seedSchema = {
  type: "object",
  properties: {
    customers: knownThings,
    phoneNumbers: knownThings,
    users: knownThings,
    things: byCollection,
    records: byCollection,
    examples: { type: "boolean" },
  },
  additionalProperties: false,
};

/**
 * Reads a seed, the things that exist at the start, from a JSON file.
 *
 * @throws Error when the file cannot be read or is not a valid seed.
 */
export function readSeed(file: string): Seed {
  const seed = readJson("seed", file);
  const problems = problemsAgainst(seedSchema, seed, "The seed");
  if (problems.length > 0)
    throw new Error(`The seed file ${file} is not valid: ${problems.join(" ")}`);
  return seed as Seed;
}

/**
 * Reads a list of faults from a JSON file.
 *
 * @throws Error when the file cannot be read, or names the fault that is not well-formed.
 */
export function readFaults(file: string): readonly Fault[] {
  const faults = readJson("faults file", file);
  try {
    checkFaults(faults);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The faults file ${file} cannot be used. ${reason}`, { cause });
  }
  return faults;
}

function readJson(noun: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Error(`The ${noun} ${file} cannot be read as JSON: ${String(cause)}`, { cause });
  }
}
