import type { JsonObject } from "../json.ts";
import { isAllowedOrigin } from "../resources/embeds/allowed-origins.ts";
import { type DemoConversation, demoConversations } from "./demo-conversations.ts";
import { embedPageScript } from "./embed-page.script.ts";
import { embedPageStyle } from "./embed-page.style.ts";
import { type InboxView, readInboxView, selectConversations } from "./inbox-view.ts";
import { escapeHtml, type Page } from "./page.ts";
import { readableName } from "./readable-name.ts";
import { type Words, wordsFor } from "./words.ts";

/** The page that stands for the Kapso inbox behind an embed. */
export function embedPage(embed: JsonObject, query: URLSearchParams): Page {
  const words = wordsFor(embed["language"]);
  const view = readInboxView(query, embed["default_mode"]);
  const shown = selectConversations(demoConversations, view);
  const origins = Array.isArray(embed["allowed_origins"]) ? embed["allowed_origins"] : [];
  const ancestors = frameAncestors(origins.filter((origin) => typeof origin === "string"));
  const title = readableName(embed["name"]) || words.inbox;
  return {
    title: `${title} · Kapso emulator`,
    lang: words.lang,
    mode: view.mode,
    style: `${embedPageStyle}${hueRules(shown)}`,
    script: embedPageScript,
    body: `${header(title, embed, words)}
${list(shown, view, words)}
<main>${shown.length === 0 ? `<p class="empty">${escapeHtml(words.none)}</p>` : shown.map((conversation, index) => thread(conversation, index > 0, words)).join("\n")}</main>`,
    policy: ancestors === undefined ? [] : [ancestors],
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

// The policy allows no style attributes, so each avatar's colour is a rule of the style sheet.
function hueRules(conversations: readonly DemoConversation[]): string {
  return conversations.map(({ id, hue }) => `.hue-${id} { --hue: ${hue}; }`).join("\n");
}

function header(title: string, embed: JsonObject, words: Words): string {
  const scopeType = text(embed["scope_type"]);
  const scope = [
    words.scope[scopeType] ?? scopeType,
    text(embed["scope_name"]) || text(embed["scope_id"]),
  ]
    .filter((part) => part !== "")
    .join(" · ");
  return `<header>
<svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden="true"><path d="M4 5h16v11H9l-5 4z"/></svg>
<h1>${escapeHtml(title)}</h1>
<span class="scope">${escapeHtml(scope)}</span>
<span class="badge">${escapeHtml(words.madeUp)}</span>
</header>`;
}

function list(shown: readonly DemoConversation[], view: InboxView, words: Words): string {
  const chips = [
    words.filter[view.status],
    ...(view.unread ? [words.filter.unread] : []),
    ...(view.handoff ? [words.filter.handoff] : []),
    ...(view.search === "" ? [] : [`“${view.search}”`]),
  ];
  return `<nav aria-label="${escapeHtml(words.conversations)}">
<div class="filters">${chips.map((chip) => `<span class="chip">${escapeHtml(chip)}</span>`).join("")}</div>
${shown.map(listEntry).join("\n")}
</nav>`;
}

function listEntry(conversation: DemoConversation): string {
  const last = conversation.messages.at(-1);
  const count =
    conversation.unread > 0 ? `<span class="count">${conversation.unread}</span>` : "<span></span>";
  return `<button type="button" value="${escapeHtml(conversation.id)}" title="${escapeHtml(conversation.name)}">
${avatar(conversation)}<span class="name">${escapeHtml(conversation.name)}</span><span class="time">${escapeHtml(last?.at ?? "")}</span>
<span class="last">${escapeHtml(last?.text ?? "")}</span>${count}
</button>`;
}

function avatar({ id, name }: DemoConversation): string {
  return `<span class="avatar hue-${escapeHtml(id)}" aria-hidden="true">${escapeHtml(
    name
      .split(" ")
      .map((part) => part[0] ?? "")
      .join("")
      .slice(0, 2),
  )}</span>`;
}

function thread(conversation: DemoConversation, hidden: boolean, words: Words): string {
  const lines = conversation.messages.map(
    ({ from, at, text: line }) =>
      `<li data-from="${from}">${escapeHtml(line)}<time>${escapeHtml(at)}</time></li>`,
  );
  const foot =
    conversation.status === "ended"
      ? `<p class="ended">${escapeHtml(words.ended)}</p>`
      : `<form><input name="text" autocomplete="off" aria-label="${escapeHtml(words.write)}" placeholder="${escapeHtml(words.write)}"><button>${escapeHtml(words.send)}</button></form>`;
  const flag = conversation.handoff
    ? `<span class="flag">${escapeHtml(words.filter.handoff)}</span>`
    : "";
  return `<article id="${escapeHtml(conversation.id)}"${hidden ? " hidden" : ""} aria-label="${escapeHtml(conversation.name)}">
<div class="who">${avatar(conversation)}<div><strong>${escapeHtml(conversation.name)}</strong><small>${escapeHtml(conversation.phone)}</small></div>${flag}</div>
<ol>${lines.join("\n")}</ol>
${foot}
</article>`;
}

/**
 * The `frame-ancestors` directive for an embed's `allowed_origins`; undefined for an empty list,
 * which the API documents as "any origin" and which no directive expresses best: `*` would leave
 * out schemes such as `file:`.
 */
function frameAncestors(allowedOrigins: readonly string[]): string | undefined {
  const sources = allowedOrigins.filter(isAllowedOrigin);
  if (allowedOrigins.length === 0) return undefined;
  return `frame-ancestors ${sources.length === 0 ? "'none'" : sources.join(" ")}`;
}
