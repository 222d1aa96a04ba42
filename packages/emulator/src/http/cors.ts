import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

/** Lets pages of the given origins call the API; `*` stands for any origin. */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler {
  const any = origins.includes("*");
  return cors({
    origin: (origin) => (any || origins.includes(origin) ? origin : null),
    // Without a list, the middleware allows the headers that the preflight names.
    exposeHeaders: ["*"],
    maxAge: 600,
  });
}
