/** What every peer sends. */
export const BODY = { inbox_embed: { scope_type: "project" } } as const;
