/** The registry scope: what a company renames (see CONTRIBUTING). */
const SCOPE = "@shared";

/** The published packages that a bump releases, by their folder in `packages/`. */
export const PACKAGES = {
  types: `${SCOPE}/kapso-types`,
  client: `${SCOPE}/kapso-client`,
} as const;
