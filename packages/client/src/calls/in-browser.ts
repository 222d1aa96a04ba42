/** What tells a browser from a server. */
export interface Surroundings {
  document?: unknown;
  /** In every kind of a browser's worker. */
  WorkerNavigator?: unknown;
  process?: { versions?: { node?: unknown }; type?: unknown };
}

/**
 * Whether this is a page or a worker of a browser. Node with a document is a test under jsdom, but
 * for a page of Electron; workers of Deno have a `WorkerNavigator`, and `process` like Node.
 */
export function isBrowser(
  { document, WorkerNavigator, process }: Surroundings = globalThis as Surroundings,
): boolean {
  const isServer = typeof process?.versions?.node === "string" && process.type !== "renderer";
  return !isServer && (document ?? WorkerNavigator) !== undefined;
}
