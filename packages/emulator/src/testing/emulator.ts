import { onTestFinished } from "vitest";
import type { Emulator, EmulatorOptions } from "../options.ts";
import { startEmulator } from "../start-emulator.ts";

/** An emulator that ends with the test. */
export async function emulatorForTest(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  return emulator;
}

/** The fields of responses that tests read; each test asserts which of them exist. */
export interface WireBody {
  error: string;
  data: WireThing;
}

/** A list as the API shows it. */
export interface WireList {
  data: readonly WireThing[];
  meta: Readonly<Record<string, number>>;
  paging: {
    cursors: { before: string | null; after: string | null };
    next: string | null;
    previous: string | null;
  };
}

/** A thing as the API shows it. */
export interface WireThing {
  id: string;
  token: string;
  embed_url: string;
  name: string | null;
  updated_at: string;
  [field: string]: unknown;
}

/** A response with its body parsed. */
export interface JsonResponse<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** Sends a request below `/platform/v1` with the emulator's key; `json` becomes the body. */
export async function call<Body = WireBody>(
  emulator: Emulator,
  method: string,
  path: string,
  init: { json?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Promise<JsonResponse<Body>> {
  const response = await fetch(`${emulator.url}/platform/v1${path}`, {
    method,
    headers: {
      "X-API-Key": emulator.apiKey,
      ...(init.json !== undefined && { "Content-Type": "application/json" }),
      ...init.headers,
    },
    ...(init.json !== undefined && {
      body: typeof init.json === "string" ? init.json : JSON.stringify(init.json),
    }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

/** Creates an embed and returns the API's response. */
export async function createEmbed(
  emulator: Emulator,
  input: Readonly<Record<string, unknown>> = { scope_type: "project" },
): Promise<WireThing> {
  const { status, body } = await call(emulator, "POST", "/inbox_embeds", {
    json: { inbox_embed: input },
  });
  if (status !== 201) throw new Error(`create responded with ${status}: ${JSON.stringify(body)}`);
  return body.data;
}
