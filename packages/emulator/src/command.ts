import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { isObject } from "./json.ts";
import type { EmulatorOptions } from "./options.ts";
import { readFaults, readSeed, type Seed } from "./read-json-file.ts";

export const usage = `Usage: kapso-emulator [options]

  --port <number>         the port (default: a free one)
  --host <address>        the address to listen on (default: 127.0.0.1; 0.0.0.0 in a container)
  --public-url <origin>   where clients reach it, for embed_url and Link (default: its address)
  --allowed-host <name>   a host name that /_emulator may be called by; may be given several times
  --cors <origin>         an origin whose pages may call the API, or "*"; may be given several times
  --api-key <key>         the key that requests must bring (default: a random one, printed)
  --isolate-keys          accept any key; each has separate things, faults, requests and clock
  --spec <file>           the OpenAPI 3 document to serve, .json or .yaml, or the name of a document
                          of @shared/kapso-types (default: openapi-platform)
  --state <file>          keep the state in a file, across restarts
  --seed <file>           what exists at the start, as JSON; "examples" for every id that the spec
                          has as an example; may be given several times
  --faults <file>         faults that are on from the start: a JSON list
  --ready-file <file>     a file to write when it accepts requests, as JSON: { url, apiKey, … }
  --help, --version`;

/** The meaning of a command line: start an emulator, or print a text. */
export type Command =
  | { options: EmulatorOptions; readyFile: string | undefined }
  | { text: string };

/**
 * Reads a command line.
 *
 * @throws Error for an unknown option or an invalid value.
 */
export function readCommand(args: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string" },
      host: { type: "string" },
      "public-url": { type: "string" },
      "allowed-host": { type: "string", multiple: true },
      cors: { type: "string", multiple: true },
      "api-key": { type: "string" },
      "isolate-keys": { type: "boolean" },
      spec: { type: "string" },
      state: { type: "string" },
      seed: { type: "string", multiple: true },
      faults: { type: "string" },
      "ready-file": { type: "string" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean" },
    },
  });
  if (values.help) return { text: usage };
  if (values.version) return { text: ownVersion() };
  const { port, spec, state, seed, host, cors, faults } = values;
  const { "api-key": apiKey, "public-url": publicUrl, "allowed-host": allowedHosts } = values;
  return {
    readyFile: values["ready-file"],
    options: {
      ...(seed !== undefined && readSeeds(seed)),
      ...(port !== undefined && { port: readPort(port) }),
      ...(apiKey !== undefined && { apiKey: readKey(apiKey) }),
      ...(faults !== undefined && { faults: readFaults(faults) }),
      ...(values["isolate-keys"] === true && { isolateKeys: true }),
      ...(host !== undefined && { host }),
      ...(publicUrl !== undefined && { publicUrl }),
      ...(allowedHosts !== undefined && { allowedHosts }),
      ...(cors !== undefined && { cors }),
      ...(spec !== undefined && { spec }),
      ...(state !== undefined && { state }),
    },
  };
}

function readSeeds(names: readonly string[]): Seed {
  const seeds = names.map((name) => (name === "examples" ? { examples: true } : readSeed(name)));
  return Object.assign({}, ...seeds);
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
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
