const HIDDEN = "[hidden]";
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Makes free text fit to be printed: hides the given secrets, what follows `/embed/`, the value of
 * anything called token, key, secret or signature, and every long run of letters and digits that
 * nobody vouched for. UUIDs stay: they name things and open nothing.
 */
export function scrub(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret) clean = clean.replaceAll(secret, HIDDEN);
  return clean
    .replace(/(\/embed\/)[^\s"'<>?#]+/gi, `$1${HIDDEN}`)
    .replace(/((?:token|key|secret|signature)(?:["']\s*:\s*["']|=))[^\s"',;<>&]+/gi, `$1${HIDDEN}`)
    .replace(/[\w~+=-]{20,}/g, (run) => (UUID.test(run) || !/\d/.test(run) ? run : HIDDEN));
}

/** Headers that tell something about an answer and carry no secret. All others are hidden. */
const HEADERS =
  /^(content-type|content-length|date|retry-after|server|via|cf-ray|x-(.+-)?(request|trace|correlation)-id|request-id|x-runtime|x-(rate-?limit|total|page|per-page)(-.+)?|ratelimit(-.+)?)$/;

/** The headers worth having of an answer, in lower case. */
export function worthwhileHeaders(
  headers: Headers,
  secrets?: readonly string[],
): Record<string, string> {
  const kept: Record<string, string> = {};
  headers.forEach((value, name) => {
    if (HEADERS.test(name)) kept[name] = scrub(value, secrets);
  });
  return kept;
}
