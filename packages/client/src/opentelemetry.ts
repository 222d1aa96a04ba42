import type { ErrorEvent, KapsoHooks, RequestEvent } from "./observe/hooks.ts";

interface Span {
  setAttribute(name: string, value: string | number): unknown;
  setStatus(status: { code: number }): unknown;
  end(): void;
}

/**
 * The parts of `@opentelemetry/api` (1.x) that are used: pass the module itself. It is described
 * here and not imported, so that a service without traces needs nothing.
 */
export interface OpenTelemetryApi {
  /** Makes spans. */
  trace: {
    getTracer(name: string): {
      startSpan(
        name: string,
        options: { kind: number; attributes: Record<string, string | number> },
      ): Span;
    };
    setSpan(context: never, span: never): unknown;
  };
  /** The span that is open now. */
  context: { active(): unknown };
  /** Writes `traceparent`. */
  propagation: { inject(context: never, carrier: object, setter: never): void };
  /** Makes the histogram. */
  metrics: {
    getMeter(name: string): {
      createHistogram(
        name: string,
        options: {
          unit: string;
          description: string;
          advice: { explicitBucketBoundaries: number[] };
        },
      ): { record(value: number, attributes: Record<string, string | number>): void };
    };
  };
  /** Names `CLIENT`. */
  SpanKind: { CLIENT: number };
  /** Names `ERROR`. */
  SpanStatusCode: { ERROR: number };
}

const scopeName = "@shared/kapso-client";

/**
 * Makes hooks that trace each request as a separate span, hand its context on in `traceparent`,
 * and measure `http.client.request.duration`, by OpenTelemetry's semantic conventions for HTTP
 * clients (stable, 1.23 and later). Spans are called after the path template; queries are left out.
 *
 * @example
 * ```ts
 * import * as api from "@opentelemetry/api";
 * import { createKapsoClient } from "@shared/kapso-client";
 * import { openTelemetryHooks } from "@shared/kapso-client/opentelemetry";
 *
 * const kapso = createKapsoClient({ hooks: openTelemetryHooks(api) });
 * ```
 */
export function openTelemetryHooks(api: OpenTelemetryApi): KapsoHooks {
  // Not before the first call: what is made before the SDK is set up measures nothing.
  let made: ReturnType<typeof instruments> | undefined;
  const open = new WeakMap<
    object,
    { span: Span; attributes: Record<string, string | number>; since: number }
  >();

  function begin({ call, method, path, operation, attempt, url, headers }: RequestEvent): void {
    const { hostname, port, protocol } = new URL(url);
    const attributes = {
      "http.request.method": method,
      "server.address": hostname,
      "server.port": Number(port) || (protocol === "https:" ? 443 : 80),
      "url.template": path,
    };
    made ??= instruments(api);
    const span = made.tracer.startSpan(`${method} ${path}`, {
      kind: api.SpanKind.CLIENT,
      attributes: {
        ...attributes,
        "url.full": url,
        ...(attempt > 1 && { "http.request.resend_count": attempt - 1 }),
        ...(operation !== undefined && { "kapso.operation": operation }),
      },
    });
    const context = api.trace.setSpan(api.context.active() as never, span as never);
    const setter = {
      set: (carrier: Headers, name: string, value: string) => carrier.set(name, value),
    };
    api.propagation.inject(context as never, headers, setter as never);
    open.set(call, { span, attributes, since: performance.now() });
  }

  function end(call: object, outcome: { status?: number; errorType?: string }): void {
    const attempt = open.get(call);
    if (!attempt) return;
    open.delete(call);
    const { span, attributes, since } = attempt;
    const { status, errorType } = outcome;
    const ending = {
      ...(status !== undefined && { "http.response.status_code": status }),
      ...(errorType !== undefined && { "error.type": errorType }),
    };
    for (const [name, value] of Object.entries(ending)) span.setAttribute(name, value);
    if (errorType !== undefined) span.setStatus({ code: api.SpanStatusCode.ERROR });
    span.end();
    made?.duration.record((performance.now() - since) / 1000, { ...attributes, ...ending });
  }

  return {
    onRequest: begin,
    onResponse: ({ call, status }) =>
      end(call, { status, ...(status >= 400 && { errorType: String(status) }) }),
    onRetry: ({ call, reason }) => end(call, { errorType: String(reason) }),
    onError: ({ call, error }) => end(call, { errorType: errorType(error) }),
  };
}

function instruments(api: OpenTelemetryApi) {
  const duration = api.metrics.getMeter(scopeName).createHistogram("http.client.request.duration", {
    unit: "s",
    description: "Duration of HTTP client requests.",
    advice: {
      // The boundaries that the conventions name.
      explicitBucketBoundaries: [
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
      ],
    },
  });
  return { duration, tracer: api.trace.getTracer(scopeName) };
}

function errorType(error: ErrorEvent["error"]): string {
  const { kind, name } = (error ?? {}) as { kind?: string; name?: string };
  return kind ?? name ?? "_OTHER";
}
