const secretHeader = /api-?key|auth|cookie|token|secret|signature/i;

/** Headers by lower-case name, with credentials hidden. */
export function redactHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, secretHeader.test(name) ? "[hidden]" : value]),
  );
}

/** A path with the token of an embedded page hidden. */
export const redactPath = (path: string): string =>
  path.replace(/^\/embed\/[^/]+/, "/embed/[token]");
