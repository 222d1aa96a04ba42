/** This package in `User-Agent`. The build writes the version into the bundle (`scripts/build.ts`). */
export const packageAgent: string = "kapso-client/source";
