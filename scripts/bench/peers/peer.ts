/** The settings of every peer. Default of `fetch`: the platform's. */
export interface PeerSettings {
  baseUrl: string;
  apiKey: string;
  fetch?: typeof globalThis.fetch;
}

/** Sends one POST and parses the response. */
export type SendPost = () => Promise<unknown>;

/** Creates a client, and returns a function that sends one POST with it. */
export type CreatePeer = (settings: PeerSettings) => SendPost;

/** A peer by its file in this folder; only the measuring process loads the file. */
export interface Peer {
  name: string;
  file: string;
  /** The package that the file imports; `undefined` if it needs none. */
  module?: string;
  ours?: boolean;
}

export const bareFetch: Peer = { name: "bare fetch", file: "bare-fetch.ts" };
export const ourClient: Peer = {
  name: "this client",
  file: "kapso-client.ts",
  module: "@shared/kapso-client",
  ours: true,
};
export const ourCreateInboxEmbed: Peer = {
  name: "this client, createInboxEmbed",
  file: "kapso-create-inbox-embed.ts",
  module: "@shared/kapso-client",
  ours: true,
};
export const openapiFetch: Peer = {
  name: "openapi-fetch",
  file: "openapi-fetch.ts",
  module: "openapi-fetch",
};
export const heyApi: Peer = { name: "hey-api", file: "hey-api.ts", module: "#hey-api" };
export const bareFetchWithDeadline: Peer = {
  name: "bare fetch with a deadline",
  file: "bare-fetch-with-deadline.ts",
};
export const ourUndici: Peer = {
  name: "this client over undici",
  file: "kapso-client-undici.ts",
  module: "@shared/kapso-client/undici",
  ours: true,
};
export const undiciRequest: Peer = { name: "undici.request", file: "undici.ts", module: "undici" };

/**
 * Every peer whose `fetch` can be set. Those that have time-outs, retries and errors by status have
 * them on, as this client has; openapi-fetch and hey-api have none.
 */
export const fetchPeers: readonly Peer[] = [
  bareFetch,
  bareFetchWithDeadline,
  ourClient,
  openapiFetch,
  heyApi,
  { name: "ofetch", file: "ofetch.ts", module: "ofetch" },
  { name: "ky", file: "ky.ts", module: "ky" },
  { name: "axios", file: "axios.ts", module: "axios" },
  { name: "openai", file: "openai.ts", module: "openai" },
  { name: "Azure's pipeline", file: "azure.ts", module: "@azure/core-rest-pipeline" },
];

export function peerFile({ file }: Peer): URL {
  return new URL(file, import.meta.url);
}

export async function loadPeer(peer: Peer): Promise<CreatePeer> {
  const { create } = (await import(peerFile(peer).href)) as { create: CreatePeer };
  return create;
}

/** The packages of the peers, for their versions. */
export const peerPackages: readonly string[] = [
  "@shared/kapso-client",
  "openapi-fetch",
  "@hey-api/openapi-ts",
  "ofetch",
  "ky",
  "axios",
  "openai",
  "@azure/core-rest-pipeline",
];
