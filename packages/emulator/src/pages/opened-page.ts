import type { OpenedEmbed } from "../resources/embeds/inbox-embeds.ts";
import { embedPage } from "./embed-page.ts";
import { noticePage } from "./notice-page.ts";
import { type Page, type RenderedPage, renderPage } from "./page.ts";

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
