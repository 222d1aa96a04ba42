import type { RecordedRequest } from "./recorded-request.ts";

const kept = 1_000;

/** The last thousand requests, and those who want to hear of the next. */
export interface RequestLog {
  add(request: Omit<RecordedRequest, "id">): void;
  list(): readonly RecordedRequest[];
  clear(): void;
  /** Calls the listener with each request from now on; returns how to stop that. */
  subscribe(listener: (request: RecordedRequest) => void): () => void;
}

export function createRequestLog(): RequestLog {
  const listeners = new Set<(request: RecordedRequest) => void>();
  let requests: RecordedRequest[] = [];
  let count = 0;
  return {
    add: (request) => {
      count += 1;
      const recorded = { id: count, ...request };
      requests.push(recorded);
      if (requests.length > kept * 1.25) requests = requests.slice(-kept);
      for (const listener of listeners) {
        try {
          listener(recorded);
        } catch (error) {
          // A listener's fault is not the client's: its answer goes out all the same.
          console.error(error);
        }
      }
    },
    list: () => requests.slice(-kept),
    clear: () => {
      requests = [];
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
