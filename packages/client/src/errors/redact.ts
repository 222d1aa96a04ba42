const hidden = "[hidden]";
/** The form of an id that names a thing and opens nothing. */
export const uuid: RegExp = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What follows one of these is a secret: in an embed's URL, in JSON, in a query, in a header. */
const named =
  /(\/embed\/|(?:token|key|secret|signature)(?:["']\s*:\s*["']|=)|authorization:\s*(?:basic\s+|bearer\s+)?|bearer\s+)[^\s"',;<>&?#]+/gi;

/** Tokens with a prefix, of Meta, JSON web tokens; and hexadecimal keys, which are twice a trace id. */
const shaped =
  /((?:token|key|secret)_)(?=[a-z]*\d)[a-z\d]{12,}|\bsk_\w{12,}|\bEAA[a-z\d]{20,}|\beyJ[\w.-]{20,}|\b[\da-f]{64}\b/gi;

/** The length of the tokens that Rails makes; each has capitals, small letters and digits. */
const opaque = /(?<![\w.+/=-])[a-z\d]{24}(?![\w+/=-])/gi;

/**
 * Makes free text fit to be printed: hides the given secrets, what follows `/embed/` or `Bearer`,
 * the value of anything called token, key, secret or signature, and what has a token's form.
 * Ids, trace ids and names stay. Each expression reads the text once, however it is made.
 */
export function scrub(text: string, secrets: readonly string[] = []): string {
  return withoutSecrets(text, secrets)
    .replace(named, `$1${hidden}`)
    .replace(shaped, (_, prefix = "") => prefix + hidden)
    .replace(opaque, (run) =>
      [/\d/, /[a-z]/, /[A-Z]/].every((kind) => kind.test(run)) ? hidden : run,
    );
}

/** One of five characters or fewer is a test's, and part of many words. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (clean, secret) => (secret[5] ? clean.replaceAll(secret, hidden) : clean),
    text,
  );
}

/** Headers that describe a response and carry no secret. All others are hidden. */
const worthwhile =
  /^(content-type|content-length|date|retry-after|server|via|cf-ray|traceparent|x-vercel-id|x-amz-cf-id|(.+-)?(request|trace|correlation)-id|x-runtime|x-(rate-?limit|total|page|per-page)(-.+)?|ratelimit(-.+)?)$/;

/** The headers worth having of a response, in lower case. Nothing but known secrets is hidden. */
export function worthwhileHeaders(
  headers: Headers,
  secrets: readonly string[] = [],
): Record<string, string> {
  const kept: Record<string, string> = {};
  headers.forEach((value, name) => {
    if (worthwhile.test(name)) kept[name] = withoutSecrets(value, secrets).slice(0, 300);
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
  const copy = new Error(scrub(text(source["message"]), secrets).slice(0, 1_000));
  const fields: Record<string, unknown> = {
    name: scrub(text(source["name"] ?? "Error"), secrets),
    stack: scrub(text(source["stack"] ?? copy.stack), secrets).slice(0, 5_000),
  };
  if (source["cause"] && depth < 3)
    fields["cause"] = safeCause(source["cause"], secrets, depth + 1);
  for (const [name, value] of Object.entries(fields)) {
    Object.defineProperty(copy, name, { value, configurable: true });
  }
  for (const name of keptFields) {
    const value = source[name];
    const shown = typeof value === "number" ? value : scrub(text(value), secrets);
    if (value != null) Object.assign(copy, { [name]: shown });
  }
  return copy;
}

/** A value as text, also one that cannot be made one: an object without a prototype, for example. */
export function text(value: unknown): string {
  try {
    return String(value);
  } catch {
    return "";
  }
}
