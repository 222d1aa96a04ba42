import { KapsoConfigurationError } from "../errors/error-classes.ts";
import { isLoopback } from "../loopback.ts";
import { readEnvironment } from "../options.ts";

/** The API's base URL in the vendored OpenAPI document. */
export const defaultBaseUrl = "https://api.kapso.ai/platform/v1";

/** Checks a base URL and brings it to one form: no trailing slash, no capitals in the host. */
export function normaliseBaseUrl(option?: string | URL): string {
  const variable = option === undefined ? readEnvironment("KAPSO_BASE_URL")?.trim() : undefined;
  const given = option ?? (variable || defaultBaseUrl);
  const refuse = (problem: string): never => {
    throw new KapsoConfigurationError(
      `${variable ? "The environment variable KAPSO_BASE_URL" : "baseUrl"} ${problem}. Write it like "${defaultBaseUrl}", or leave it out to use that.`,
    );
  };
  const url = parse(given) ?? refuse("is not a URL that begins with https://");
  const { protocol, hostname, username, password, search, hash } = url;
  if (username || password) refuse("holds a user name or password, which would end up in logs");
  if (search || hash) refuse("has a query or a fragment, which no request could keep");
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) {
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
