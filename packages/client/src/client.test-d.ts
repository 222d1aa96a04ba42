import { type CallTable, specification } from "@shared/kapso-types";
import { expectTypeOf, it } from "vitest";
import { createKapsoClient, type DocumentClient, type KapsoClient } from "./client.ts";

type None = Record<never, never>;
/** Of another document, which has some of the platform's operations. */
interface Part {
  GET: Pick<CallTable["GET"], "/inbox_embeds">;
  HEAD: None;
  OPTIONS: None;
  POST: None;
  PUT: None;
  PATCH: None;
  DELETE: None;
  operations: Pick<CallTable["operations"], "listInboxEmbeds">;
}

it("is the client with functions for embeds for the platform's own document only", () => {
  expectTypeOf(createKapsoClient()).toEqualTypeOf<KapsoClient>();
  expectTypeOf(createKapsoClient<CallTable>({ specification })).toEqualTypeOf<KapsoClient>();
  expectTypeOf<ReturnType<typeof createKapsoClient>>().toEqualTypeOf<KapsoClient>();
  expectTypeOf(createKapsoClient<Part>({ specification })).toEqualTypeOf<DocumentClient<Part>>();
});

it("needs the address of another document's API", () => {
  expectTypeOf<{ apiKey: "k" }>().toExtend<Parameters<typeof createKapsoClient>[0]>();
  // @ts-expect-error
  void createKapsoClient<Part>();
});

it("takes a replaced function only if it takes all that the client's takes", () => {
  const kapso = createKapsoClient();
  const replace = (functions: Partial<KapsoClient>): KapsoClient => ({ ...kapso, ...functions });
  replace({ createInboxEmbed: async () => kapso.createInboxEmbed({ scope_type: "project" }) });
  const forProjects = (input: { scope_type: "project" }) => kapso.createInboxEmbed(input);
  // @ts-expect-error not of every scope
  replace({ createInboxEmbed: forProjects });
});
