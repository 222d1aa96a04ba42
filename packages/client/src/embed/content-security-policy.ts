import { embedUrl } from "./embed-url.ts";

/**
 * The directive that the page around the frame needs in its `Content-Security-Policy`, for one
 * embed or several: the inboxes' origins, and nothing of their tokens.
 *
 * @example
 * ```ts
 * import { contentSecurityPolicy } from "@shared/kapso-client/embed";
 *
 * const policy = `default-src 'none'; ${contentSecurityPolicy("https://inbox.kapso.ai/embed/abc")}`;
 * // default-src 'none'; frame-src https://inbox.kapso.ai
 * ```
 */
export function contentSecurityPolicy(...urls: readonly [string, ...string[]]): string {
  return `frame-src ${[...new Set(urls.map((url) => embedUrl(url).origin))].join(" ")}`;
}
