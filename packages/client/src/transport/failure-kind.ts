import type { ConnectionFailure } from "../errors/error-classes.ts";

/**
 * Names why `fetch` failed. "Never left" (dns, refused, unreachable, tls) is said only where a
 * code of the runtime says so, since a POST is then retried: Node's and Bun's `code`, and
 * `client error (Connect)` in the message of Deno's errors.
 */
export function failureKind(error: unknown): ConnectionFailure {
  const { codes, messages } = trace(error);
  if (/\b(ENOTFOUND|EAI_\w+|DNSException|DNSResolveFailed)\b/.test(codes)) return "dns";
  if (/\b(ECONNREFUSED|ConnectionRefused|FailedToOpenSocket)\b/.test(codes)) return "refused";
  // The connection was up, so the request had left.
  if (/BAD_RECORD_MAC|DECRYPT/.test(codes)) return "reset";
  if (
    /(\b|_)CERT(_|\b)|\b(ERR_TLS_|ERR_SSL_|EPROTO\b|UNABLE_TO_)/.test(codes) ||
    /before secure TLS connection was established/.test(messages)
  ) {
    return "tls";
  }
  if (
    /\bUND_ERR_CONNECT_TIMEOUT\b/.test(codes) ||
    (/\b(EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)\b/.test(codes) && /\bconnect\b/.test(codes))
  ) {
    return "unreachable";
  }
  if (/client error \(Connect\)/.test(messages)) {
    if (/dns/i.test(messages)) return "dns";
    if (/refused/i.test(messages)) return "refused";
    return /certificate|corrupt message|handshake/i.test(messages) ? "tls" : "unreachable";
  }
  if (/TIMEOUT|ETIMEDOUT/.test(codes)) return "timeout";
  if (
    /\b(ECONNRESET|EPIPE|ECONNABORTED|ConnectionClosed|UND_ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE)\b/.test(
      codes,
    ) ||
    /terminated|closed|reset|connection lost|reading a body/i.test(messages)
  ) {
    return "reset";
  }
  return "unknown";
}

/** The runtime's code for a failure, like `ECONNREFUSED`, wherever in its causes it is. */
export function codeOf(error: unknown): string | undefined {
  // Not a number: a DOMException has a `code` of 0.
  return trace(error)
    .codes.split(" ")
    .find((code) => /^[a-z]/i.test(code));
}

/** As {@link failureKind}, but tells a bug of a given `fetch` from a network that fails. */
export function failureOf(error: unknown): ConnectionFailure | "misuse" {
  // A dispatcher of undici that its owner has closed takes no request: a client, or an agent.
  if (/UND_ERR_(CLO|DESTROY)/.test(trace(error).codes)) return "misuse";
  const kind = failureKind(error);
  return kind === "unknown" && isBug(error) ? "misuse" : kind;
}

function isBug(error: unknown): boolean {
  const { codes, messages } = trace(error);
  // A mock without a response for this request, or a header that undici rejects.
  if (/MOCK_NOT_MATCHED|NO_MATCH|INVALID_ARG|NOT_SUPPORTED/.test(codes)) return true;
  const { name, message = "", cause } = (error ?? {}) as Partial<Error>;
  if (
    /\[MSW\]|\bNock: /.test(messages) ||
    /^(Reference|Syntax|Range|Assertion)Error/.test(name ?? "")
  )
    return true;
  // Network failures are TypeErrors too; these are what Node, browsers and Deno say.
  const network = /^(fetch failed|failed to fetch|load failed|network|the network|error sending)/i;
  return (name === "TypeError" && !cause && !codes.trim() && !network.test(message)) || !error;
}

function trace(error: unknown, depth = 0): { codes: string; messages: string } {
  if (typeof error !== "object" || error === null || depth > 4) return { codes: "", messages: "" };
  const { code, syscall, message, cause, errors } = error as Record<string, unknown>;
  const inner = [cause, ...(Array.isArray(errors) ? errors : [])].map((one) =>
    trace(one, depth + 1),
  );
  return {
    codes: [code, syscall, ...inner.map(({ codes }) => codes)].join(" "),
    messages: [message, ...inner.map(({ messages }) => messages)].join(" "),
  };
}
