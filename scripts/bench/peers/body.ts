/** The body that every peer sends. */
export const requestBody = { inbox_embed: { scope_type: "project" } } as const;
