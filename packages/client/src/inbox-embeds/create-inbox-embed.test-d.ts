import type { InboxEmbedCreateRequest } from "@shared/kapso-types";
import { expectTypeOf, it } from "vitest";
import type { KapsoClient } from "../client.ts";
import {
  type CreatedInboxEmbed,
  type CreateInboxEmbedInput,
  createInboxEmbed,
} from "./create-inbox-embed.ts";

declare const kapso: KapsoClient;
declare const maybe: string | undefined;

it("takes each scope with what belongs to it", () => {
  void kapso.createInboxEmbed({ scope_type: "project" });
  void kapso.createInboxEmbed({ scope_type: "customer", scope_id: "id" });
  void createInboxEmbed(kapso, { scope_type: "phone_number", scope_id: "1" }, { timeout: 1 });
});

it("does not compile a scope without its id, or with one that it has not", () => {
  // @ts-expect-error a project has no scope_id
  void kapso.createInboxEmbed({ scope_type: "project", scope_id: "x" });
  // @ts-expect-error a customer needs one
  void kapso.createInboxEmbed({ scope_type: "customer" });
  // @ts-expect-error and not undefined
  void kapso.createInboxEmbed({ scope_type: "phone_number", scope_id: undefined });
  // @ts-expect-error no such scope
  void kapso.createInboxEmbed({ scope_type: "team", scope_id: "x" });
  // @ts-expect-error the scope is what it all depends on
  void kapso.createInboxEmbed({});
});

it("does not compile misspelt fields, wrong values, or the envelope", () => {
  // @ts-expect-error allowed_origins
  void kapso.createInboxEmbed({ scope_type: "project", allowed_origin: ["https://a.example"] });
  // @ts-expect-error no such mode
  void kapso.createInboxEmbed({ scope_type: "project", default_mode: "blue" });
  // @ts-expect-error the envelope is the client's business
  void kapso.createInboxEmbed({ inbox_embed: { scope_type: "project" } });
  // @ts-expect-error timeout
  void kapso.createInboxEmbed({ scope_type: "project" }, { timeOut: 1 });
});

it("takes Date and URL, and undefined for what is optional", () => {
  void kapso.createInboxEmbed({
    scope_type: "project",
    expires_at: new Date(),
    allowed_origins: [new URL("https://a.example"), "https://b.example"] as const,
    name: maybe,
    default_mode: undefined,
    scope_id: undefined,
  });
});

it("has each field of the OpenAPI document, so that a bump adds one by itself", () => {
  expectTypeOf<keyof CreateInboxEmbedInput>().toEqualTypeOf<
    keyof InboxEmbedCreateRequest["inbox_embed"]
  >();
  expectTypeOf<CreateInboxEmbedInput["scope_type"]>().toEqualTypeOf<
    InboxEmbedCreateRequest["inbox_embed"]["scope_type"]
  >();
});

it("resolves to the embed, without its envelope", () => {
  expectTypeOf(kapso.createInboxEmbed).returns.resolves.toEqualTypeOf<CreatedInboxEmbed>();
  expectTypeOf<CreatedInboxEmbed["token"]>().toEqualTypeOf<string>();
});
