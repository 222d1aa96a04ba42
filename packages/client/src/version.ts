/**
 * What `User-Agent` says. The build writes the package's version and the description's into the
 * bundle (`scripts/build.ts`); run from source, it says so.
 */
export const userAgent: string = "kapso-client/source";
