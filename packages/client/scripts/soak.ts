// 50,000 calls with every kind of fault mixed in, against a server in a separate process.
// Fails when the heap grows, a warning is emitted, a rejection is not handled, or a POST is seen
// more often than the retry table allows. Run by `pnpm soak`, once over the platform's `fetch` and
// once over undici.
import { fork } from "node:child_process";
import { getEventListeners, once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createKapsoClient, type Fetch, isKapsoError, type KapsoClient } from "../src/index.ts";
import { undiciFetch } from "../src/undici/index.ts";

const callCount = Number(process.env["CALLS"] ?? 50_000);
const atOnce = 64;
const allowedGrowth = 4 * 2 ** 20;

type Fault = (response: ServerResponse) => unknown;
const jsonType = { "content-type": "application/json" };
const faults: Fault[] = [
  (response) => response.socket?.resetAndDestroy(),
  (response) => response.socket?.end(),
  (response) => {
    response.writeHead(200, { ...jsonType, "content-length": "500" }).write('{"data":');
    setImmediate(() => response.socket?.destroy());
  },
  (response) =>
    response.writeHead(429, { ...jsonType, "retry-after": "0" }).end('{"error":"busy"}'),
  (response) => response.writeHead(500).end(),
  (response) => response.writeHead(502).end("<html><title>502</title></html>"),
  (response) => response.writeHead(503, jsonType).end('{"error":"down"}'),
  (response) => response.writeHead(422, jsonType).end('{"error":"wrong"}'),
  (response) => response.writeHead(302, { location: "/elsewhere" }).end(),
  (response) => response.writeHead(200).end("<html>"),
  (response) => response.writeHead(200, jsonType).end(),
  () => {}, // never responds: the caller's time-out ends it
];

if (process.argv[2] === "server") await serve();
else {
  const undici = undiciFetch();
  await soak("fetch", undefined);
  await soak("undici", undici);
  await undici.close();
}

async function serve(): Promise<void> {
  const posts = new Map<string, number>();
  let count = 0;
  let repeated = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      count += 1;
      const id = request.headers["x-call"] as string;
      const refused = count % 4 === 0 ? faults[(count / 4) % faults.length] : undefined;
      if (request.method === "POST") {
        if (posts.get(id)) repeated += 1;
        // A 429 has not happened, so what follows it is no second POST.
        if (refused !== faults[3]) posts.set(id, 1);
      }
      if (refused) refused(response);
      else response.writeHead(200, jsonType).end('{"data":[{"id":"1"}]}');
    });
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
  process.on("message", () => process.send?.({ count, repeated }));
}

async function soak(transport: string, fetch: Fetch | undefined): Promise<void> {
  const problems: string[] = [];
  const onWarning = (warning: Error) => problems.push(`warning: ${warning.message}`);
  const onRejection = (reason: unknown) => problems.push(`unhandled: ${reason}`);
  process.on("warning", onWarning).on("unhandledRejection", onRejection);
  const server = fork(new URL(import.meta.url), ["server"]);
  const [port] = await once(server, "message");
  const controller = new AbortController();
  const kapso = createKapsoClient({
    apiKey: async () => "soak-key",
    fetch,
    baseUrl: `http://127.0.0.1:${port}/platform/v1`,
    signal: controller.signal, // lives as long as the client: nothing may pile up on it
    timeout: 200,
    totalTimeout: 2_000,
    backoff: { base: 1, cap: 5 },
    retryBudget: false,
    hooks: { onRetry() {}, onResponse() {} },
  });
  const outcomes = new Map<string, number>();
  const heaps: number[] = [];
  const started = performance.now();
  let next = 0;
  for (let part = 1; part <= 5; part += 1) {
    const end = (callCount / 5) * part;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < end) {
          next += 1;
          const outcome = await oneCall(kapso, next);
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        }
      }),
    );
    globalThis.gc?.();
    heaps.push(process.memoryUsage().heapUsed);
  }
  const seconds = (performance.now() - started) / 1000;
  server.send("report");
  const [{ count, repeated }] = await once(server, "message");
  server.kill();

  const mebibytes = heaps.map((bytes) => (bytes / 2 ** 20).toFixed(1));
  console.log(
    `${transport}: ${callCount} calls, ${count} requests, ${seconds.toFixed(1)} s (${Math.round(callCount / seconds)} calls/s)`,
  );
  console.log(`heap after each fifth: ${mebibytes.join(", ")} MiB`);
  for (const [outcome, times] of [...outcomes].sort((a, b) => b[1] - a[1])) {
    console.log(`${String(times).padStart(7)} ${outcome}`);
  }
  // The first fifth fills caches and compiles code.
  const growth = (heaps.at(-1) ?? 0) - (heaps[0] ?? 0);
  if (!globalThis.gc) problems.push("run with --expose-gc, or the heap says nothing");
  if (growth > allowedGrowth) problems.push(`the heap grew by ${growth} bytes`);
  if (repeated > 0) problems.push(`${repeated} POSTs were repeated that may have happened`);
  const listeners = getEventListeners(controller.signal, "abort").length;
  if (listeners > 0) problems.push(`${listeners} listeners were left on the signal`);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  process.off("warning", onWarning).off("unhandledRejection", onRejection);
}

async function oneCall(kapso: KapsoClient, number: number): Promise<string> {
  const verbs = kapso as unknown as Record<
    string,
    (path: string, init: object, options: object) => Promise<{ status: number }>
  >;
  const method = number % 2 === 0 ? "GET" : "POST";
  const options = {
    headers: { "X-Call": String(number) },
    // Some callers give up, some before they begin.
    ...(number % 97 === 0 && { signal: AbortSignal.timeout(number % 5) }),
  };
  try {
    const { status } =
      (await verbs[method]?.("/things", method === "POST" ? { body: { number } } : {}, options)) ??
      {};
    return `${status}`;
  } catch (error) {
    if (!isKapsoError(error)) throw error;
    return error.name;
  }
}
