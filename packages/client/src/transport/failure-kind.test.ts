import { expect, it } from "vitest";
import { codeOf, failureKind } from "./failure-kind.ts";

function failed(cause: object): TypeError {
  return new TypeError("fetch failed", { cause });
}
function coded(code: string, more: object = {}): TypeError {
  return failed(Object.assign(new Error("x"), { code }, more));
}

it.each([
  ["dns", coded("ENOTFOUND", { syscall: "getaddrinfo" })],
  ["dns", coded("EAI_AGAIN")],
  ["refused", coded("ECONNREFUSED", { syscall: "connect" })],
  ["refused", Object.assign(new Error("Unable to connect"), { code: "ConnectionRefused" })],
  ["refused", failed(new AggregateError([Object.assign(new Error(), { code: "ECONNREFUSED" })]))],
  ["unreachable", coded("EHOSTUNREACH", { syscall: "connect" })],
  ["unreachable", coded("ETIMEDOUT", { syscall: "connect" })],
  ["unreachable", coded("UND_ERR_CONNECT_TIMEOUT")],
  ["tls", coded("CERT_HAS_EXPIRED")],
  ["tls", coded("DEPTH_ZERO_SELF_SIGNED_CERT")],
  ["tls", coded("UNABLE_TO_VERIFY_LEAF_SIGNATURE")],
  ["tls", coded("ERR_TLS_CERT_ALTNAME_INVALID")],
  ["tls", coded("ERR_SSL_WRONG_VERSION_NUMBER")],
  [
    "tls",
    failed(
      Object.assign(
        new Error(
          "Client network socket disconnected before secure TLS connection was established",
        ),
        { code: "ECONNRESET" },
      ),
    ),
  ],
  ["reset", coded("ECONNRESET", { syscall: "read" })],
  ["reset", coded("UND_ERR_SOCKET")],
  ["reset", coded("EPIPE", { syscall: "write" })],
  ["reset", coded("ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC")],
  ["reset", new TypeError("terminated")],
  ["reset", new Error("Network connection lost.")],
  ["timeout", coded("UND_ERR_HEADERS_TIMEOUT")],
  ["timeout", coded("ETIMEDOUT", { syscall: "read" })],
  [
    "refused",
    new TypeError(
      "error sending request for url (http://127.0.0.1:1/): client error (Connect): tcp connect error: Connection refused (os error 111)",
    ),
  ],
  [
    "tls",
    new TypeError("client error (Connect): received corrupt message of type InvalidContentType"),
  ],
  ["reset", new TypeError("error reading a body from connection")],
  ["dns", new TypeError("client error (Connect): dns error: failed to lookup address information")],
  [
    "reset",
    new TypeError("client error (SendRequest): connection closed before message completed"),
  ],
  ["unknown", new Error("what?")],
  ["unknown", undefined],
  ["unknown", "text"],
])("calls it %s", (kind, error) => {
  expect(failureKind(error)).toBe(kind);
});

it.each([
  new Error("ECONNREFUSED was mentioned in some text"),
  coded("EHOSTUNREACH", { syscall: "read" }),
  coded("X_DNS_REFUSED_CERTAINLY_NOT"),
])("does not take for never sent what only sounds like it (%#)", (error) => {
  expect(["dns", "refused", "unreachable", "tls"]).not.toContain(failureKind(error));
});

it("takes no number for the runtime's code, as a DOMException has it", () => {
  const cause = new DOMException("Request was cancelled.");
  expect(codeOf(new TypeError("fetch failed", { cause }))).toBeUndefined();
  expect(codeOf(new TypeError("fetch failed", { cause: coded("EPIPE") }))).toBe("EPIPE");
});

it("ends where causes are circular", () => {
  const error = new Error("round") as Error & { cause: unknown };
  error.cause = error;
  expect(failureKind(error)).toBe("unknown");
});
