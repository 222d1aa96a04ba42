import { expectTypeOf, test } from "vitest";
import type {
  calls,
  InboxEmbedCreated,
  InboxEmbedCreateRequest,
  operations,
  paths,
} from "./index.ts";

type Input = InboxEmbedCreateRequest["inbox_embed"];

test("a request field with a default stays optional", () => {
  expectTypeOf<{ scope_type: "project" }>().toExtend<Input>();
});

test("an enum is a union of its values", () => {
  expectTypeOf<Input["default_mode"]>().toEqualTypeOf<"system" | "light" | "dark" | undefined>();
});

test("keeps null where the spec allows it", () => {
  expectTypeOf<Input["scope_id"]>().toEqualTypeOf<string | null | undefined>();
});

test("the created embed has the secrets, and they are required", () => {
  expectTypeOf<InboxEmbedCreated>().toHaveProperty("token").toEqualTypeOf<string>();
  expectTypeOf<InboxEmbedCreated>().toHaveProperty("embed_url").toEqualTypeOf<string>();
});

test("paths, operations and the call table name the same operation", () => {
  expectTypeOf<paths["/inbox_embeds"]["post"]>().toEqualTypeOf<operations["createInboxEmbed"]>();
  type Call = calls.POSTCalls["/inbox_embeds"];
  expectTypeOf<Call["init"]>().toEqualTypeOf<[init: calls.CreateInboxEmbedInit]>();
  expectTypeOf<calls.CreateInboxEmbedInit["body"]>().toEqualTypeOf<InboxEmbedCreateRequest>();
});

test("a result is narrowed by ok and by status", () => {
  const narrow = (result: calls.CreateInboxEmbedResult) => {
    if (result.ok) expectTypeOf(result.status).toEqualTypeOf<201>();
    if (result.status === 422) expectTypeOf(result.error).toEqualTypeOf<{ error: string }>();
    if (result.status === 500) expectTypeOf(result.error).toEqualTypeOf<object>();
  };
  expectTypeOf(narrow).toBeFunction();
});
