import { KapsoConfigurationError } from "../errors/refusals.ts";

/** The API's address in the vendored description. */
export const DEFAULT_BASE_URL = "https://api.kapso.ai/platform/v1";

/** Not `*.localhost`: not every resolver keeps it to this machine, as RFC 6761 wants. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Checks a base URL and brings it to one form: no trailing slash, no capitals in the host. */
export function normaliseBaseUrl(given: string | URL = DEFAULT_BASE_URL): string {
  const refuse = (problem: string): never => {
    throw new KapsoConfigurationError(
      `baseUrl ${problem}. Write it like "${DEFAULT_BASE_URL}", or leave it out to use that.`,
    );
  };
  const url = parse(given) ?? refuse("is not a URL that begins with https://");
  const { protocol, hostname, username, password, search, hash } = url;
  if (username || password) refuse("holds a user name or password, which would end up in logs");
  if (search || hash) refuse("has a query or a fragment, which no request could keep");
  if (protocol !== "https:" && !(protocol === "http:" && LOOPBACK.test(hostname))) {
    refuse(
      `is ${protocol}//${hostname}, which would send the API key unencrypted; only loopback may do without https:`,
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

function parse(given: string | URL): URL | undefined {
  try {
    return new URL(typeof given === "string" ? given.trim() : given.href);
  } catch {
    return undefined;
  }
}
