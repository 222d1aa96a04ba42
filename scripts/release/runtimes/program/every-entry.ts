import * as api from "@opentelemetry/api";
import { createKapsoClient, type KapsoClient } from "@shared/kapso-client";
import { openTelemetryHooks } from "@shared/kapso-client/opentelemetry";
import type { EmbedStore } from "@shared/kapso-embeds";
import { storeConformance } from "@shared/kapso-embeds/conformance";
import { fileStore } from "@shared/kapso-embeds/file";
import type { InboxEmbed } from "@shared/kapso-types";

// Only compiled: the entries that the program does not use, and misspellings.

export const kapso: KapsoClient = createKapsoClient({
  apiKey: "key",
  hooks: openTelemetryHooks(api),
});

export const store: EmbedStore = fileStore({ folder: "embeds" });
export const names: string[] = storeConformance(async () => ({
  store,
  another: () => store,
})).map(({ name }) => name);

export async function url(embed: InboxEmbed): Promise<string> {
  const { embed_url } = await kapso.createInboxEmbed({
    scope_type: "project",
    allowed_origins: embed.allowed_origins,
  });
  return embed_url;
}

// @ts-expect-error a project's embed has no scope_id
void kapso.createInboxEmbed({ scope_type: "project", scope_id: "1234567890" });
// @ts-expect-error there is no such path
void kapso.GET("/inbox_embed");
