/** A mistake that the compiler finds in a service. */
export interface Mistake {
  title: string;
  /** What is wrong is in it once. `kapso` is a client. */
  code: string;
}

export const mistakes: readonly Mistake[] = [
  { title: "A misspelt path", code: `kapso.GET("/inbox_embed");` },
  { title: "A method that the path does not have", code: `kapso.PUT("/inbox_embeds");` },
  {
    title: "A missing path parameter",
    code: `kapso.GET("/inbox_embeds/{inbox_embed_id}");`,
  },
  {
    title: "A parameter of another type",
    code: `kapso.GET("/inbox_embeds", { params: { query: { page: "2" } } });`,
  },
  {
    title: "A required field of a body left out",
    code: `kapso.POST("/inbox_embeds", { body: { inbox_embed: { name: "Support" } } });`,
  },
  {
    title: "A misspelt field",
    code: `kapso.createInboxEmbed({ scope_type: "project", alowed_origins: [] });`,
  },
  {
    title: "A value that is not in the enum",
    code: `kapso.createInboxEmbed({ scope_type: "project", default_mode: "night" });`,
  },
  {
    title: "A `scope_id` with a project",
    code: `kapso.createInboxEmbed({ scope_type: "project", scope_id: "1234567890" });`,
  },
  {
    title: "A `scope_type` that is any string",
    code: `const input = { scope_type: "customer", scope_id: "550e8400-e29b-41d4-a716-446655440000" };
kapso.createInboxEmbed(input);`,
  },
  {
    title: "Data without a look at `ok`",
    code: `const result = await kapso.GET("/inbox_embeds");
result.data.meta;`,
  },
  {
    title: "A status that the operation does not have",
    code: `const result = await kapso.GET("/inbox_embeds");
if (result.status === 201) console.log("created");`,
  },
  {
    title: "`paginate` over what is no list",
    code: `paginate(kapso, "/inbox_embeds/{inbox_embed_id}", { params: { path: { inbox_embed_id: "1" } } });`,
  },
  {
    title: "`unwrap` of what is no call",
    code: `unwrap(kapso.createInboxEmbed({ scope_type: "project" }));`,
  },
  {
    title: "Options among what is sent",
    code: `kapso.GET("/inbox_embeds", { timeout: 5_000 });`,
  },
];
