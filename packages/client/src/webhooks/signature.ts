import { KapsoConfigurationError } from "../errors/error-classes.ts";

const algorithm = { name: "HMAC", hash: "SHA-256" };

/** The bytes that a signature is made over. */
export type RawBody = string | ArrayBuffer | Uint8Array;

/** HMAC-SHA256 of a body, in hexadecimal, as `X-Webhook-Signature` carries it. */
export async function sign(body: RawBody, secret: string): Promise<string> {
  const key = await importKey(secret, "sign");
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm, key, bytesOf(body)));
  return Array.from(signature, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Whether a signature is the body's under one of the secrets. Every secret is tried, whichever
 * fits, and the comparison is the platform's own, which takes the same time for every signature.
 */
export async function isSignedBy(
  body: RawBody,
  signature: ArrayBuffer,
  secrets: readonly string[],
): Promise<boolean> {
  const bytes = bytesOf(body);
  const verdicts = await Promise.all(
    secrets.map(async (secret) =>
      crypto.subtle.verify(algorithm, await importKey(secret, "verify"), signature, bytes),
    ),
  );
  return verdicts.includes(true);
}

/** The 32 bytes that 64 hexadecimal digits stand for; `undefined` for anything else. */
export function parseSignature(text: string): ArrayBuffer | undefined {
  if (!/^[\da-f]{64}$/i.test(text)) return undefined;
  return Uint8Array.from({ length: 32 }, (_, index) =>
    Number.parseInt(text.slice(index * 2, index * 2 + 2), 16),
  ).buffer;
}

function importKey(secret: string, usage: "sign" | "verify"): Promise<CryptoKey> {
  if (typeof secret !== "string" || secret === "" || secret !== secret.trim()) {
    throw new KapsoConfigurationError(
      "The webhook's secret is empty, or begins or ends with white space, so it was not copied as it is. Expected the secret that the webhook was created with.",
    );
  }
  return crypto.subtle.importKey("raw", new TextEncoder().encode(secret), algorithm, false, [
    usage,
  ]);
}

function bytesOf(body: RawBody): Uint8Array<ArrayBuffer> {
  if (typeof body === "string") return new TextEncoder().encode(body);
  // Of any view its bytes: a constructor would take a DataView as empty, and others by element.
  return ArrayBuffer.isView(body)
    ? new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice()
    : new Uint8Array(body);
}
