/**
 * What `User-Agent` says. The build writes the versions of package and OpenAPI document into the
 * bundle (`scripts/build.ts`); run from source, it says so.
 */
export const userAgent: string = "kapso-client/source";
