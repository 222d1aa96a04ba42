import { specification } from "@shared/kapso-types";
import { KapsoConfigurationError } from "../errors/error-classes.ts";
import { isLoopback } from "../loopback.ts";

/** The API's base URL in the vendored OpenAPI document; empty where that names no server. */
export const defaultBaseUrl: string = specification.baseUrl ?? "";

/** Checks a base URL and brings it to one form: no trailing slash, no capitals in the host. */
export function normaliseBaseUrl(given: string | URL = defaultBaseUrl): string {
  const refuse = (problem: string): never => {
    throw new KapsoConfigurationError(
      `baseUrl ${problem}. Write it like "${defaultBaseUrl}", or leave it out to use that.`,
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
