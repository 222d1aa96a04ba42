import { describeValue } from "./description/problems.ts";
import type { EmulatorOptions } from "./options.ts";

/** The addresses and host names of an emulator. */
export interface Addresses {
  host: string;
  port: number;
  /** An origin without a slash at its end. */
  publicUrl: string | undefined;
  /** Host names in lower case. */
  allowedHosts: ReadonlySet<string>;
  cors: readonly string[];
}

/**
 * Reads the options about addresses.
 *
 * @throws Error for an invalid address.
 */
export function readAddresses(options: EmulatorOptions): Addresses {
  const { host = "127.0.0.1", port = 0, cors = [], allowedHosts = [] } = options;
  const publicUrl = options.publicUrl === undefined ? undefined : readOrigin(options.publicUrl);
  for (const origin of cors) {
    if (origin === "*" || isOrigin(origin)) continue;
    throw new Error(
      `cors must hold origins such as https://app.example.com, or "*"; got ${describeValue(origin)}.`,
    );
  }
  for (const name of allowedHosts) {
    if (/^[a-z0-9._-]+$/i.test(name)) continue;
    throw new Error(
      `allowedHosts must hold host names such as kapso or kapso.test, without a port; got ${describeValue(name)}.`,
    );
  }
  const names = [...allowedHosts, ...(publicUrl ? [new URL(publicUrl).hostname] : []), host];
  return {
    host,
    port,
    publicUrl,
    allowedHosts: new Set(names.map((name) => name.toLowerCase())),
    cors,
  };
}

function readOrigin(value: string | URL): string {
  const text = String(value).replace(/\/$/, "");
  if (isOrigin(text)) return text;
  throw new Error(
    `publicUrl must be an origin such as http://kapso:4010, without a path; got ${describeValue(String(value))}.`,
  );
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
