// A service's own module, without a type annotation: its declarations name what the compiler infers.
import {
  createInboxEmbed,
  createKapsoClient,
  errorOf,
  type KapsoClient,
  paginate,
  unwrap,
} from "@shared/kapso-client";
import { iframeAttributes } from "@shared/kapso-client/embed";
import { operations } from "@shared/kapso-client/operations";
import { verifyWebhook } from "@shared/kapso-client/webhooks";
import { type EnsureOptions, ensureInboxEmbed } from "@shared/kapso-embeds";

export function createService(apiKey: string) {
  const kapso = createKapsoClient({ apiKey });
  return { kapso, api: operations(kapso), embeds: kapso.inboxEmbeds, list: () => list(kapso) };
}

export function list(kapso: KapsoClient) {
  return kapso.GET("/inbox_embeds");
}
export function create(kapso: KapsoClient) {
  return kapso.POST("/inbox_embeds", { body: { inbox_embed: { scope_type: "project" } } });
}
export function get(kapso: KapsoClient, inbox_embed_id: string) {
  const params = { path: { inbox_embed_id } };
  return unwrap(kapso.GET("/inbox_embeds/{inbox_embed_id}", { params }));
}
export function createByName(kapso: KapsoClient) {
  return operations(kapso).createInboxEmbed;
}
export function pages(kapso: KapsoClient) {
  return paginate(kapso, "/inbox_embeds").pages();
}
export function embeds(kapso: KapsoClient) {
  return kapso.inboxEmbeds.list();
}
export function embed(kapso: KapsoClient) {
  return createInboxEmbed(kapso, { scope_type: "project" });
}
export function ensured(options: Omit<EnsureOptions, "create">) {
  return ensureInboxEmbed({ ...options, create: { scope_type: "project" } });
}
export function verbs({ GET, POST, PATCH, DELETE }: KapsoClient) {
  return { GET, POST, PATCH, DELETE };
}
export function attributes(url: string) {
  return iframeAttributes(url);
}
export function verified(...given: Parameters<typeof verifyWebhook>) {
  return verifyWebhook(...given);
}

export async function revoke(kapso: KapsoClient, inbox_embed_id: string) {
  const result = await kapso.DELETE("/inbox_embeds/{inbox_embed_id}", {
    params: { path: { inbox_embed_id } },
  });
  return result.ok ? result : { result, error: errorOf(result), status: result.status };
}

export class Service {
  readonly kapso = createKapsoClient();
  find = (id: string) => this.kapso.inboxEmbeds.get(id);
  limit = () => this.kapso.rateLimit;
}
