import type { DemoConversation } from "./demo-conversations.ts";

export type ColourMode = "system" | "light" | "dark";

/** How the embedded inbox opens: initial state only, never access control. */
export interface InboxView {
  mode: ColourMode;
  status: "active" | "ended" | "all";
  search: string;
  unread: boolean;
  handoff: boolean;
}

/** Reads the query parameters of the embedded page; others are ignored. */
export function readInboxView(query: URLSearchParams, defaultMode: unknown): InboxView {
  const status = query.get("status");
  return {
    mode: colourMode(query.get("mode")) ?? colourMode(defaultMode) ?? "system",
    status: status === "active" || status === "ended" ? status : "all",
    search: (query.get("search") ?? "").slice(0, 80),
    unread: query.get("unread") === "1",
    handoff: query.get("handoff") === "1",
  };
}

function colourMode(value: unknown): ColourMode | undefined {
  return value === "light" || value === "dark" || value === "system" ? value : undefined;
}

/** The conversations a view shows. */
export function selectConversations(
  conversations: readonly DemoConversation[],
  view: InboxView,
): readonly DemoConversation[] {
  const wanted = view.search.trim().toLowerCase();
  return conversations.filter(
    (conversation) =>
      (view.status === "all" || conversation.status === view.status) &&
      (!view.unread || conversation.unread > 0) &&
      (!view.handoff || conversation.handoff) &&
      (wanted === "" ||
        [conversation.name, conversation.phone, ...conversation.messages.map(({ text }) => text)]
          .join("\n")
          .toLowerCase()
          .includes(wanted)),
  );
}
