import type { MiddlewareHandler } from "hono";

const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/**
 * Keeps other web sites out. A page anywhere can make a browser send requests to this machine;
 * such a request names the page's origin, or, after DNS rebinding, a foreign host.
 */
export function sameSiteOnly(): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header("host") ?? "";
    const origin = context.req.header("origin");
    const site = context.req.header("sec-fetch-site");
    const foreign =
      !loopback.test(host) ||
      (origin !== undefined && origin !== `http://${host}`) ||
      (site !== undefined && site !== "same-origin" && site !== "none");
    if (foreign) {
      return context.json(
        {
          error:
            "The emulator's own interface accepts requests of this machine's programs and of its own page only.",
        },
        403,
      );
    }
    return next();
  };
}
