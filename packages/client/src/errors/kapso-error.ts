import type { InboxEmbedCreated } from "@shared/kapso-types";
import { packageAgent } from "../version.ts";

/** Shared by every copy of this package in a process, so that guards recognise errors of another copy. */
const brand = Symbol.for("@shared/kapso-client/error");

/** A symbol and no private field, which a Proxy around an error could not read. */
const bodyKey = Symbol("body");

/** What went wrong: one word per class of error. */
export type ErrorFamily =
  | "api"
  | "connection"
  | "aborted"
  | "redirect"
  | "unreadable"
  | "input"
  | "configuration"
  | "signature";

/** One request of a call. */
export interface Attempt {
  /** When it began, as an ISO string. */
  at: string;
  /** The response's status, if one came. */
  status?: number;
  /** `responded`, or the reason why no response came. */
  outcome: string;
  /** How long it took, in milliseconds. */
  duration: number;
  /** How long the client then waited before the next attempt, in milliseconds. */
  wait?: number;
}

/** The details of a call that failed. Nothing in it is a secret. */
export interface ErrorDetails {
  /** The HTTP method. */
  method?: string | undefined;
  /** The path as the OpenAPI document writes it, `{…}` included. */
  path?: string | undefined;
  /** The `operationId`, where the client has it. */
  operation?: string | undefined;
  /** Where the request went, with its ids and without its query. */
  url?: string | undefined;
  /** The response's status, also when its body could not be read. */
  status?: number | undefined;
  /** What the API calls the error, where it says so. */
  code?: string | undefined;
  /** The response's headers that are worth having, in lower case. */
  headers?: Record<string, string> | undefined;
  /** Each request that was sent. */
  attempts?: readonly Attempt[] | undefined;
  /** The seconds to wait, as the API said. */
  retryAfter?: number | undefined;
  /** Whether the call may have taken effect although it failed. */
  mayHaveHappened?: boolean | undefined;
  /** Set where the client's retry budget stopped a retry. */
  retryBudgetExhausted?: boolean | undefined;
  /** What the reader can do about it. */
  advice?: string | undefined;
}

/**
 * What every error of this package is. Printing one (`console.log`, a logger, `JSON.stringify`)
 * shows neither the API key nor a token; the response's body can be read, and is not printed.
 */
export class KapsoError extends Error {
  /** Tells the classes apart, also across two copies of this package. */
  declare readonly family: ErrorFamily;
  /** The HTTP method; `undefined`, as all that follows, where no call was made. */
  declare readonly method?: string;
  /** The path as the OpenAPI document writes it, `{…}` included. */
  declare readonly path?: string;
  /** The `operationId`, where the client has it. */
  declare readonly operation?: string;
  /** Where the request went, with its ids and without its query. */
  declare readonly url?: string;
  /** The response's status, also when its body could not be read. */
  declare readonly status?: number;
  /** What the API calls the error; or the runtime's code, like `ECONNREFUSED`, without a response. */
  declare readonly code?: string;
  /** The response's headers that are worth having, in lower case; all others are left out. */
  declare readonly headers?: Record<string, string>;
  /** Each request that was sent: when, what came, how long it took, the wait after it. */
  declare readonly attempts?: readonly Attempt[];
  /** The seconds to wait, as the API said. */
  declare readonly retryAfter?: number;
  /** Whether the call may have taken effect although it failed: if so, look before you retry. */
  declare readonly mayHaveHappened: boolean;
  /** Set where the client's retry budget stopped a retry. */
  declare readonly retryBudgetExhausted?: boolean;
  /** The embed that `inboxEmbeds.rotate` created, where only the revocation of the old one failed. */
  declare readonly created?: InboxEmbedCreated;
  /** What the reader can do about it; the message ends with it. */
  declare readonly advice?: string;

  constructor(
    name: string,
    family: ErrorFamily,
    message: string,
    details: ErrorDetails = {},
    hidden: { body?: unknown; cause?: unknown } = {},
  ) {
    // What the vendor or a proxy writes has no limit.
    super(message.length > 1_000 ? `${message.slice(0, 1_000)}…` : message);
    Object.defineProperties(this, {
      name: { value: name, configurable: true },
      [brand]: { value: true },
      // A function, which `inspect` does not look into.
      [bodyKey]: { value: () => hidden.body },
      ...(hidden.cause ? { cause: { value: hidden.cause, configurable: true } } : {}),
    });
    this.family = family;
    this.mayHaveHappened = false;
    for (const [key, value] of Object.entries(details)) {
      if (value !== undefined) (this as Record<string, unknown>)[key] = value;
    }
  }

  /** The response's body, parsed where it was JSON. It can hold what the API wrote, secrets too. */
  get body(): unknown {
    return (this as { [bodyKey]?: () => unknown })[bodyKey]?.();
  }

  /** What to paste into a ticket to the vendor: which call, which response, when. No secrets. */
  toSupportText(): string {
    const { method, path, operation, url, status, code, headers = {}, attempts = [] } = this;
    const lines = [
      `${this.name}: ${this.message}`,
      method && `call: ${method} ${path}${operation ? ` (${operation})` : ""}`,
      url && `url: ${url}`,
      status === undefined ? "" : `status: ${status}${code ? `, code: ${code}` : ""}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      ...attempts.map(
        ({ at, outcome, status: result = outcome, duration, wait }, index) =>
          `attempt ${index + 1}: ${at}, ${result}, ${Math.round(duration)} ms${
            wait === undefined ? "" : `, then waited ${Math.round(wait)} ms`
          }`,
      ),
      `client: ${packageAgent}`,
    ];
    return lines.filter(Boolean).join("\n");
  }

  /** What a JSON logger writes. */
  toJSON(): Record<string, unknown> {
    const { name, message } = this;
    const shown: Record<string, unknown> = { name, message };
    return Object.assign(shown, this);
  }
}

/** Whether an error is one of this package's, whichever copy of it. */
export function isKapsoError(error: unknown): error is KapsoError {
  return typeof error === "object" && error !== null && brand in error;
}
