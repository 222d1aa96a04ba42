import {
  createKapsoClient,
  isKapsoInputError,
  isKapsoNotFoundError,
  isUsable,
  paginate,
  unwrap,
} from "@shared/kapso-client";
import { contentSecurityPolicy, embedUrl, iframeHtml } from "@shared/kapso-client/embed";
import { openTelemetryHooks } from "@shared/kapso-client/opentelemetry";
import { isKapsoSignatureError, signWebhook, verifyWebhook } from "@shared/kapso-client/webhooks";
import { ensureInboxEmbed, memoryStore, sealed } from "@shared/kapso-embeds";
import { specification } from "@shared/kapso-types";
import { type Checks, type Settings, same, thrownBy } from "./check.ts";
import { remoteEmulator } from "./emulator.ts";

const origin = "https://desk.example.com";
const unknownId = "00000000-0000-4000-8000-000000000000";

/** Calls that succeed. Gives `keepSecret` what must not be printed. */
export function smokeChecks(settings: Settings, keepSecret: (secret: string) => void): Checks {
  const { baseUrl, apiKey } = settings;
  const emulator = remoteEmulator(settings);
  const kapso = createKapsoClient({ apiKey, baseUrl });
  keepSecret(apiKey);

  return {
    "an inbox embed is created, from a Date and a URL": async () => {
      const expires_at = new Date(Date.now() + 3_600_000);
      const embed = await kapso.createInboxEmbed({
        scope_type: "project",
        name: "Support",
        allowed_origins: [new URL(origin)],
        expires_at,
      });
      same([embed.name, embed.allowed_origins], ["Support", [origin]]);
      same(Date.parse(embed.expires_at ?? ""), expires_at.getTime());
      same([isUsable(embed), embed.embed_url.endsWith(embed.token)], [true, true]);
    },

    "a created embed is printed, its token and URL are not": async () => {
      const embed = await kapso.createInboxEmbed({ scope_type: "project", name: "Printed" });
      keepSecret(embed.token);
      console.log(embed, [embed], { embed });
      // JSON keeps them, since a service stores it.
      same(JSON.parse(JSON.stringify(embed)).token, embed.token);
    },

    "bad input is refused before anything is sent": async () => {
      const error = await thrownBy(
        kapso.createInboxEmbed({ scope_type: "project", allowed_origins: [`${origin}/path`] }),
      );
      same(isKapsoInputError(error) && error.field, "allowed_origins[0]");
      same((await emulator.requests()).here, 0);
    },

    "a list is read to its end, over several pages": async () => {
      for (const name of ["a", "b", "c"]) {
        await kapso.createInboxEmbed({ scope_type: "project", name });
      }
      const names = [];
      for await (const embed of kapso.inboxEmbeds.list({ per_page: 2 })) names.push(embed.name);
      same(names.sort(), ["a", "b", "c"]);
      let pages = 0;
      const list = paginate(kapso, "/inbox_embeds", { params: { query: { per_page: 1 } } });
      for await (const page of list.pages()) pages += page.items.length;
      same([pages, (await emulator.requests()).here], [3, 3 + 2 + 3]);
    },

    "unwrap gives data, or throws a typed error": async () => {
      const { id } = await kapso.createInboxEmbed({ scope_type: "project" });
      const get = (id: string) =>
        unwrap(
          kapso.GET("/inbox_embeds/{inbox_embed_id}", { params: { path: { inbox_embed_id: id } } }),
        );
      same((await get(id)).data.id, id);
      const error = await thrownBy(get(unknownId));
      console.log(error);
      same(isKapsoNotFoundError(error) && error.status, 404);
    },

    "an embed is changed and revoked": async () => {
      const { id } = await kapso.inboxEmbeds.create({ scope_type: "project" });
      const changed = await kapso.inboxEmbeds.update(id, { allowed_origins: [origin] });
      same(changed.allowed_origins, [origin]);
      await kapso.inboxEmbeds.revoke(id);
      same(isUsable(await kapso.inboxEmbeds.get(id)), false);
    },

    "a webhook is verified; a foreign one is refused": async () => {
      const secret = "shared-secret";
      const payload = { message: { text: "Grüße" } };
      const { body, headers } = await signWebhook({ payload, secret, event: "message.received" });
      const { event, events } = await verifyWebhook({
        body,
        headers: new Headers(headers),
        secret,
      });
      same([event, events], ["message.received", [payload]]);
      const error = await thrownBy(verifyWebhook({ body, headers, secret: "another" }));
      same(isKapsoSignatureError(error) && error.problem, "mismatch");
    },

    "a page is made for an embed": async () => {
      const url = embedUrl(`https://inbox.example.com/embed/abc`);
      same(
        url.with({ mode: "dark", unread: true }),
        "https://inbox.example.com/embed/abc?mode=dark&unread=1",
      );
      same(contentSecurityPolicy(url.with({})).includes("https://inbox.example.com"), true);
      same(iframeHtml(url.with({}), { title: "A & B" }).includes('title="A &#38; B"'), true);
    },

    "one live embed per key is kept, encrypted": async () => {
      const key = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
      const options = {
        kapso,
        store: sealed(memoryStore(), { current: "1", keys: { 1: key } }),
        deployment: "runtimes",
        key: "project",
        create: { scope_type: "project" as const, allowed_origins: [origin] },
      };
      const [first, second] = [await ensureInboxEmbed(options), await ensureInboxEmbed(options)];
      keepSecret(first.embed_url);
      console.log(first);
      same([first.how, second.how, second.embed_url], ["created", "stored", first.embed_url]);
    },

    "the entries that need nothing more load": async () => {
      same([typeof openTelemetryHooks, specification.document], ["function", "openapi-platform"]);
    },
  };
}
