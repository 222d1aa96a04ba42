import * as api from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { openTelemetryHooks } from "./opentelemetry.ts";
import { failure, json, untyped } from "./testing/server.ts";
import { useServers } from "./testing/use-servers.ts";

const spans = new InMemorySpanExporter();
const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({
  exporter: metrics,
  exportIntervalMillis: 2 ** 30,
});
const tracing = new TracerProvider({
  spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
});
const metering = new MeterProvider({ readers: [reader] });
const { kapsoResponding } = useServers({ backoff: false, hooks: openTelemetryHooks(api) });

beforeAll(() => {
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  api.propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  api.trace.setGlobalTracerProvider(tracing);
  api.metrics.setGlobalMeterProvider(metering);
});
afterEach(() => spans.reset());
afterAll(() => Promise.all([tracing.shutdown(), metering.shutdown()]));

it("makes a span for each request, within the caller's, and hands its context on", async () => {
  const { server, verbs } = await kapsoResponding((_, response, nth) =>
    json(response, nth === 1 ? 429 : 200, {}),
  );
  const parent = api.trace.getTracer("test").startSpan("parent");
  await api.context.with(api.trace.setSpan(api.context.active(), parent), () =>
    verbs.GET("/things/{id}", { params: { path: { id: "7" }, query: { search: "Jane" } } }),
  );
  const [first, second] = spans.getFinishedSpans();
  const port = Number(new URL(server.origin).port);
  const attributes = {
    "http.request.method": "GET",
    "server.address": "127.0.0.1",
    "server.port": port,
    "url.full": `${server.baseUrl}/things/7`,
    "url.template": "/things/{id}",
  };
  expect(first).toMatchObject({
    name: "GET /things/{id}",
    kind: api.SpanKind.CLIENT,
    status: { code: api.SpanStatusCode.ERROR },
    parentSpanContext: { spanId: parent.spanContext().spanId },
  });
  expect(first?.attributes).toEqual({
    ...attributes,
    "http.response.status_code": 429,
    "error.type": "429",
  });
  expect(second?.attributes).toEqual({
    ...attributes,
    "http.response.status_code": 200,
    "http.request.resend_count": 1,
  });
  expect(second?.status).toEqual({ code: api.SpanStatusCode.UNSET });
  expect(server.seen.map(({ headers }) => headers["traceparent"])).toEqual(
    [first, second].map(
      (span) => `00-${span?.spanContext().traceId}-${span?.spanContext().spanId}-01`,
    ),
  );
});

it("names why there was no response, and the operation where the client has it", async () => {
  const { kapso } = await kapsoResponding((_, response) => response.socket?.destroy());
  await failure(kapso.createInboxEmbed({ scope_type: "project" }));
  await failure(untyped(kapso).GET("/things/{id}"));
  expect(spans.getFinishedSpans()).toHaveLength(1);
  expect(spans.getFinishedSpans()[0]?.attributes).toMatchObject({
    "error.type": "reset",
    "kapso.operation": "createInboxEmbed",
  });
});

it("measures durations in seconds, by status and path template", async () => {
  const { verbs } = await kapsoResponding((_, response) => json(response, 200, {}));
  await verbs.GET("/measured/{id}", { params: { path: { id: "7" } } });
  await reader.forceFlush();
  const metric = metrics
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap((scope) => scope.metrics)
    .at(-1);
  expect(metric?.descriptor).toMatchObject({ name: "http.client.request.duration", unit: "s" });
  const point = metric?.dataPoints.find(
    ({ attributes }) => attributes["url.template"] === "/measured/{id}",
  );
  expect(point?.attributes).toMatchObject({
    "http.request.method": "GET",
    "http.response.status_code": 200,
  });
  expect(point?.value).toMatchObject({ count: 1, sum: expect.closeTo(0, 0) });
});
