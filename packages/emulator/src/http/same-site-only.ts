import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";

/**
 * Rejects requests from other web sites. Any page can make a browser send requests to this machine;
 * such a request names the page's origin, or, after DNS rebinding, a foreign host. An address in
 * digits was not looked up in DNS, so it cannot have been rebound.
 *
 * @param allowedHosts names, in lower case and without a port, besides `localhost`
 */
export function sameSiteOnly(allowedHosts: ReadonlySet<string>): MiddlewareHandler {
  const isKnown = (host: string): boolean => {
    const name = host.toLowerCase().replace(/:\d+$/, "");
    const address = name.replace(/^\[(.*)\]$/, "$1");
    return name === "localhost" || isIP(address) !== 0 || allowedHosts.has(name);
  };
  return async (context, next) => {
    const host = context.req.header("host") ?? "";
    if (!isKnown(host)) {
      return context.json(
        {
          error: `The emulator's interface does not accept the host ${JSON.stringify(host)}. Start the emulator with --allowed-host and this name, or use its address.`,
        },
        403,
      );
    }
    const origin = context.req.header("origin");
    const site = context.req.header("sec-fetch-site");
    // A proxy in front of the emulator may speak https, so the schemes can differ.
    const ownOrigin = origin === undefined || origin.replace(/^https?:\/\//, "") === host;
    if (!ownOrigin || (site !== undefined && site !== "same-origin" && site !== "none")) {
      return context.json(
        {
          error:
            "The emulator's interface accepts only requests from programs and from its own pages, not from other web sites.",
        },
        403,
      );
    }
    return next();
  };
}
