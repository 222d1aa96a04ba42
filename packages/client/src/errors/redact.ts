const hidden = "[hidden]";
/** The form of an id that names a thing and opens nothing. */
export const uuid: RegExp = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Makes free text fit to be printed: hides the given secrets, what follows `/embed/`, the value of
 * anything called token, key, secret or signature, and every long run of letters and digits.
 * UUIDs stay: they name things and open nothing.
 */
export function scrub(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret) clean = clean.replaceAll(secret, hidden);
  return clean
    .replace(/(\/embed\/)[^\s"'<>?#]+/gi, `$1${hidden}`)
    .replace(/((?:token|key|secret|signature)(?:["']\s*:\s*["']|=))[^\s"',;<>&]+/gi, `$1${hidden}`)
    .replace(/[\w~+=-]{20,}/g, (run) => (uuid.test(run) || !/\d/.test(run) ? run : hidden));
}

/** Headers that describe a response and carry no secret. All others are hidden. */
const worthwhile =
  /^(content-type|content-length|date|retry-after|server|via|cf-ray|x-(.+-)?(request|trace|correlation)-id|request-id|x-runtime|x-(rate-?limit|total|page|per-page)(-.+)?|ratelimit(-.+)?)$/;

/** The headers worth having of a response, in lower case. */
export function worthwhileHeaders(
  headers: Headers,
  secrets?: readonly string[],
): Record<string, string> {
  const kept: Record<string, string> = {};
  headers.forEach((value, name) => {
    if (worthwhile.test(name)) kept[name] = scrub(value, secrets);
  });
  return kept;
}

/** What may be kept of an error from elsewhere. Any other field might hold a whole request. */
const keptFields = ["code", "syscall", "errno", "address", "port", "hostname"] as const;

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
  for (const name of keptFields) {
    const value = source[name];
    if (typeof value === "number") Object.assign(copy, { [name]: value });
    if (typeof value === "string") Object.assign(copy, { [name]: scrub(value, secrets) });
  }
  return copy;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : String(value);
}
