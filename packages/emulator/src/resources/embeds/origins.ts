// A host-source as CSP 3 writes it, without path: scheme optional, "*." only as the first label.
const origin =
  /^(?:https?:\/\/)?(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?$/i;

/** Whether a string can stand in `allowed_origins`: an origin, or one with a leading `*.`. */
export function isAllowedOrigin(value: string): boolean {
  return origin.test(value);
}

/**
 * The `frame-ancestors` directive for an embed's `allowed_origins`; undefined for an empty list,
 * which the API documents as "any origin" and which no directive expresses best: `*` would leave
 * out schemes such as `file:`.
 */
export function frameAncestors(allowedOrigins: readonly string[]): string | undefined {
  const sources = allowedOrigins.filter(isAllowedOrigin);
  if (allowedOrigins.length === 0) return undefined;
  return `frame-ancestors ${sources.length === 0 ? "'none'" : sources.join(" ")}`;
}
