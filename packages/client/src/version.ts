/**
 * What `User-Agent` says. The build writes the package's version and the description's into the
 * compiled file (`scripts/stamp-version.mjs`); run from source, it says so.
 */
export const USER_AGENT: string = "kapso-client/source";
