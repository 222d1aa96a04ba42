import { scrub } from "./redact.ts";

/** What may be kept of somebody else's error. Everything else on it might be a dump of a request. */
const KEPT = ["code", "syscall", "errno", "address", "port", "hostname"] as const;

/**
 * A copy of an error that is fit to be printed: name, message, stack and the fields that tell
 * where a connection failed, all scrubbed, and its own causes likewise.
 */
export function safeCause(error: unknown, secrets: readonly string[], depth = 0): Error {
  const source = (
    typeof error === "object" && error !== null ? error : { message: error }
  ) as Record<string, unknown>;
  const copy = new Error(scrub(text(source["message"]), secrets));
  const fields: Record<string, unknown> = {
    name: scrub(text(source["name"] ?? "Error"), secrets),
    stack: scrub(text(source["stack"] ?? copy.stack), secrets),
  };
  if (source["cause"] && depth < 3)
    fields["cause"] = safeCause(source["cause"], secrets, depth + 1);
  for (const [name, value] of Object.entries(fields)) {
    Object.defineProperty(copy, name, { value, configurable: true });
  }
  for (const name of KEPT) {
    const value = source[name];
    if (typeof value === "number") Object.assign(copy, { [name]: value });
    if (typeof value === "string") Object.assign(copy, { [name]: scrub(value, secrets) });
  }
  return copy;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : String(value);
}
