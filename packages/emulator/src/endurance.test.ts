import { Agent, request as httpRequest } from "node:http";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { expect, it, onTestFinished } from "vitest";
import { prepareDescription } from "./description/description.ts";
import { createRandom } from "./faults/faults.ts";
import type { Emulator } from "./options.ts";
import { startEmulator } from "./start-emulator.ts";
import { depotDescription } from "./testing/depot-description.ts";
import { wholeDescription } from "./testing/descriptions.ts";
import { type DrivenRequest, prepare } from "./testing/drive.ts";
import { call, createEmbed, emulatorForTest } from "./testing/emulator.ts";
import { spoil, type WireRequest } from "./testing/random-request.ts";

const document = wholeDescription ?? depotDescription;
const description = prepareDescription(document);
const emulatorCount = isFullLevel ? 100 : 10;
const requestCount = isFullLevel ? 10_000 : 1_000;
function megabytes(bytes: number) {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

it(`runs ${emulatorCount} at once in one process, each with its own state`, async () => {
  const before = process.memoryUsage();
  const started = performance.now();
  const emulators = await Promise.all(
    Array.from({ length: emulatorCount }, () => startEmulator({ spec: document })),
  );
  onTestFinished(async () => {
    await Promise.all(emulators.map((emulator) => emulator.close()));
  });
  const took = performance.now() - started;
  expect(new Set(emulators.map(({ url }) => url)).size).toBe(emulatorCount);
  const embeds = await Promise.all(emulators.map((emulator) => createEmbed(emulator)));
  const [first, second] = emulators as [Emulator, Emulator];
  expect((await call(first, "GET", `/inbox_embeds/${embeds[1]?.id}`)).status).toBe(404);
  expect((await call(second, "GET", `/inbox_embeds/${embeds[1]?.id}`)).status).toBe(200);
  const after = process.memoryUsage();
  console.log(
    `${emulatorCount} emulators of ${description.operations.length} operations: ${took.toFixed(0)} ms, heap +${megabytes(after.heapUsed - before.heapUsed)}, rss +${megabytes(after.rss - before.rss)}`,
  );
});

it(`responds to ${requestCount} random requests without a 500 that no fault causes`, async () => {
  const seed = 20260923;
  const random = createRandom(seed);
  const emulator = await emulatorForTest({ spec: document });
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  onTestFinished(() => agent.destroy());
  const good: DrivenRequest[] = [];
  for (const operation of description.operations) {
    good.push(await prepare(emulator, description, operation));
  }
  // Drawn beforehand, so that the same seed means the same requests however they overlap.
  const wires = Array.from({ length: requestCount }, () => {
    const model = good[Math.floor(random() * good.length)];
    if (!model) throw new Error("The spec has no operations.");
    return spoil(random, description, emulator.apiKey, model);
  });
  const statuses = new Map<number, number>();
  const worker = async () => {
    for (let wire = wires.pop(); wire; wire = wires.pop()) {
      const status = await send(emulator, agent, wire);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 500 && status !== 501) {
        throw new Error(`seed ${seed}: ${status} for ${JSON.stringify(wire).slice(0, 600)}`);
      }
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: 16 }, worker));
  const total = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `${total} random requests in ${((performance.now() - started) / 1000).toFixed(1)} s: ${JSON.stringify(Object.fromEntries(statuses))}`,
  );
  expect(total).toBe(requestCount);
});

function send(emulator: Emulator, agent: Agent, wire: WireRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const { host } = new URL(emulator.url);
    const outgoing = httpRequest(
      {
        host: host.split(":")[0],
        port: host.split(":")[1],
        agent,
        method: wire.method,
        path: wire.path,
        headers: {
          ...wire.headers,
          ...(wire.body !== undefined && { "Content-Length": Buffer.byteLength(wire.body) }),
        },
      },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
        response.on("error", reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end(wire.body);
  });
}
