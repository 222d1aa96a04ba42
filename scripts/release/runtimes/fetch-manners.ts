import type { FetchManners } from "./program/check.ts";

const ordinary: FetchManners = { tellsWhy: true, sendsAgain: [] };

const mannersByRuntime: Record<string, FetchManners> = {
  bun: { tellsWhy: true, sendsAgain: ["GET"] },
  deno: { tellsWhy: true, sendsAgain: ["GET", "POST"] },
  workerd: { tellsWhy: false, sendsAgain: ["GET"] },
};

/** What is known of a runtime's `fetch`; the program fails where it is otherwise. */
export function mannersOf({ id }: { id: string }): FetchManners {
  return mannersByRuntime[id] ?? ordinary;
}

/** What a reader of the table has to know of a runtime. */
export function notesOn({ id }: { id: string }): string[] {
  const { tellsWhy, sendsAgain } = mannersOf({ id });
  return [
    ...(id === "workerd" ? [bundled] : []),
    ...(tellsWhy ? [] : [noReason]),
    ...(sendsAgain.includes("POST") ? [postTwice] : sendsAgain.length > 0 ? [getTwice] : []),
  ];
}

const bundled = "A worker is one file: our packages are bundled into it.";
const noReason =
  "Its `fetch` gives no reason when nothing was sent (connection refused, unknown host, no TLS). A POST is then not repeated, and its error says `mayHaveHappened`.";
const getTwice =
  "Its `fetch` itself sends a GET again when a connection that was kept alive breaks before the answer.";
const postTwice =
  "Its `fetch` itself sends every request again, a POST too, when a connection that was kept alive breaks before the answer, so that one call can create two embeds. Where that matters, give the client connections that are not kept alive: `const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 })` and `createKapsoClient({ fetch: (url, init) => fetch(url, { ...init, client }) })`.";
