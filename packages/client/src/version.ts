/**
 * What `User-Agent` says. The build writes the package's version and the description's into the
 * bundle (`scripts/build.ts`); run from source, it says so.
 */
export const USER_AGENT: string = "kapso-client/source";
