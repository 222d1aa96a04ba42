import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { problemsAgainst } from "./description/schemas.ts";
import { isObject } from "./json.ts";
import type { EmulatorOptions } from "./options.ts";

export const usage = `Usage: kapso-emulator [options]

  --port <number>    the port on 127.0.0.1 (default: a free one)
  --api-key <key>    the key that requests must bring (default: a random one, printed)
  --spec <file>      the OpenAPI 3 document to serve, .json or .yaml, or the name of a document
                     of @shared/kapso-types (default: openapi-platform)
  --state <file>     keep the state in a file, across restarts
  --seed <file>      what exists at the start, as JSON: { customers, phoneNumbers, users, things }
  --help, --version`;

/** The meaning of a command line: start an emulator, or print a text. */
export type Command = { options: EmulatorOptions } | { text: string };

/**
 * Reads a command line.
 *
 * @throws Error with a sentence for whatever it does not understand.
 */
export function readCommand(args: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string" },
      "api-key": { type: "string" },
      spec: { type: "string" },
      state: { type: "string" },
      seed: { type: "string" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean" },
    },
  });
  if (values.help) return { text: usage };
  if (values.version) return { text: ownVersion() };
  const { port, spec, state, seed, "api-key": apiKey } = values;
  return {
    options: {
      ...(seed !== undefined && readSeed(seed)),
      ...(port !== undefined && { port: readPort(port) }),
      ...(apiKey !== undefined && { apiKey: readKey(apiKey) }),
      ...(spec !== undefined && { spec }),
      ...(state !== undefined && { state }),
    },
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Error(`--port must be a whole number from 0 to 65535, got ${JSON.stringify(text)}.`);
}

function readKey(text: string): string {
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new Error(
    "--api-key must be visible ASCII characters without spaces; a header carries it.",
  );
}

function ownVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)("../package.json");
  return isObject(manifest) ? String(manifest["version"]) : "";
}

/** The options that a seed file can hold. */
type Seed = Pick<EmulatorOptions, "customers" | "phoneNumbers" | "users" | "things">;

const knownThings = {
  type: "array",
  items: {
    type: ["string", "object"],
    required: ["id"],
    properties: { id: { type: "string" }, name: { type: "string" } },
    additionalProperties: false,
  },
};

const seedSchema = {
  type: "object",
  properties: {
    customers: knownThings,
    phoneNumbers: knownThings,
    users: knownThings,
    things: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "object" } },
    },
  },
  additionalProperties: false,
};

/** Reads what exists at the start from a JSON file. */
function readSeed(file: string): Seed {
  let seed: unknown;
  try {
    seed = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Error(`The seed ${file} cannot be read as JSON: ${String(cause)}`, { cause });
  }
  const problems = problemsAgainst(seedSchema, seed, "The seed");
  if (problems.length > 0) throw new Error(`The seed ${file} is not one: ${problems.join(" ")}`);
  return seed as Seed;
}
