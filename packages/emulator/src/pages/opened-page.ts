import type { OpenedEmbed } from "../resources/embeds/inbox-embeds.ts";
import { embedPage } from "./embed-page.ts";
import { escapeHtml, type Page, type RenderedPage, renderPage } from "./page.ts";

const noticeStyle = `
:root { color-scheme: light dark; }
body {
  margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
  background: light-dark(#f3f5f4, #0d1211); color: light-dark(#14201c, #e7efec);
  font: 16px/1.5 ui-sans-serif, system-ui, "Segoe UI", Roboto, sans-serif; text-align: center;
}
h1 { font-size: 1.15rem; margin: 0 0 .4rem; }
p { margin: 0; max-width: 30rem; color: light-dark(#5b6b65, #8fa39c); }
`;

/** The page of an embed: the inbox, or why there is none. */
export function openedPage(opened: OpenedEmbed, query: URLSearchParams): RenderedPage {
  if (opened.state === "open") return renderPage(200, embedPage(opened.embed, query));
  const [status, notice] = notices[opened.state];
  return renderPage(status, notice);
}

const notices = {
  unknown: [
    404,
    noticePage(
      "There is no such inbox",
      "No embed of this emulator has this token. Tokens end with the emulator that made them, unless it keeps its state in a file.",
    ),
  ],
  revoked: [
    410,
    noticePage(
      "This inbox was revoked",
      "Its embed was deleted, and its token opens nothing any more.",
    ),
  ],
  expired: [
    410,
    noticePage(
      "This inbox has expired",
      "The embed's expires_at has passed. Create a new one, or patch it.",
    ),
  ],
} as const satisfies Record<string, readonly [number, Page]>;

/** A page with a headline and one sentence, for when there is nothing else to show. */
function noticePage(title: string, sentence: string): Page {
  return {
    title: `${title} · Kapso emulator`,
    style: noticeStyle,
    body: `<main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(sentence)}</p></main>`,
  };
}
