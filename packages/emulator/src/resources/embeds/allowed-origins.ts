// A host-source as CSP 3 writes it, without path: scheme optional, "*." only as the first label.
const source =
  /^(?:(https?):\/\/)?(\*\.)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?::(\d{1,5}))?$/i;

/** Whether a string can stand in `allowed_origins`: an origin, or one with a leading `*.`. */
export function isAllowedOrigin(value: string): boolean {
  return source.test(value);
}

/** Whether an embed's `allowed_origins` allow a page of this origin; an empty list allows any. */
export function allowsOrigin(allowedOrigins: readonly string[], origin: string): boolean {
  if (allowedOrigins.length === 0) return true;
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname, port } = new URL(origin);
  return allowedOrigins.some((entry) => {
    const [, scheme, wildcard, host = "", wantedPort = ""] = source.exec(entry.toLowerCase()) ?? [];
    if (host === "" || (scheme !== undefined && `${scheme}:` !== protocol)) return false;
    const matchesHost = wildcard ? hostname.endsWith(`.${host}`) : hostname === host;
    const standard = { "http:": "80", "https:": "443" }[protocol];
    return matchesHost && (port || standard) === (wantedPort || standard);
  });
}
