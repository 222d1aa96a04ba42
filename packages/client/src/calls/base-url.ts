import { specification } from "@shared/kapso-types";
import { KapsoConfigurationError } from "../errors/error-classes.ts";
import { parseUrl } from "../errors/parse-url.ts";
import { readEnvironment } from "../options.ts";
import { isPrivateHost } from "../private-host.ts";

/** The API's base URL in the vendored OpenAPI document; empty where that names no server. */
export const defaultBaseUrl: string = specification.baseUrl ?? "";

/** Checks a base URL and brings it to one form: no trailing slash, no capitals in the host. */
export function normaliseBaseUrl(option?: string | URL, fallback: string = defaultBaseUrl): string {
  const variable = option === undefined ? readEnvironment("KAPSO_BASE_URL")?.trim() : undefined;
  const given = option === undefined ? variable || fallback : option;
  const refuse = (problem: string): never => {
    throw new KapsoConfigurationError(
      `${variable ? "The environment variable KAPSO_BASE_URL" : "baseUrl"} ${problem}. Expected a URL like "${fallback || defaultBaseUrl}".`,
    );
  };
  const url = parseUrl(String(given).trim()) ?? refuse("is not a URL that begins with https://");
  const { protocol, hostname, username, password, search, hash } = url;
  if (username || password) refuse("holds a user name or password");
  if (search || hash) refuse("has a query or a fragment");
  if (protocol !== "https:" && !(protocol === "http:" && isPrivateHost(hostname))) {
    refuse(`is ${protocol}//${hostname}, which would send the API key unencrypted`);
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}
