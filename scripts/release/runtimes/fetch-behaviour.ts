import type { FetchBehaviour } from "./program/check.ts";

const ordinary: FetchBehaviour = { givesReason: true, resends: [] };

const behaviourByRuntime: Record<string, FetchBehaviour> = {
  bun: { givesReason: true, resends: ["GET"] },
  deno: { givesReason: true, resends: ["GET"] },
  workerd: { givesReason: false, resends: ["GET"] },
};

/** How a runtime's `fetch` differs from Node's. The program fails where it behaves otherwise. */
export function fetchBehaviourOf({ id }: { id: string }): FetchBehaviour {
  return behaviourByRuntime[id] ?? ordinary;
}

/** The notes below the table of runtimes that apply to a runtime. */
export function notesOn({ id }: { id: string }): string[] {
  const { givesReason, resends } = fetchBehaviourOf({ id });
  return [
    ...(id === "workerd" ? [bundled] : []),
    ...(givesReason ? [] : [noReason]),
    ...(resends.length > 0 ? [getTwice] : []),
    ...(id === "deno" ? [freshConnections] : []),
  ];
}

const bundled = "A worker is one file: our packages are bundled into it.";
const noReason =
  "Its `fetch` gives no reason when nothing was sent (connection refused, unknown host, no TLS). A POST is then not retried, and its error has `mayHaveHappened`.";
const getTwice =
  "Its `fetch` itself retries a GET when a connection that was kept alive breaks before the response.";
const freshConnections =
  "Its `fetch` would retry a POST too. The client sends each POST and PATCH on a connection that is not kept alive, so that none is sent twice; a `fetch` that you pass must do the same (`Deno.createHttpClient({ poolMaxIdlePerHost: 0 })`).";
