import { request } from "node:http";
import { expect, it } from "vitest";
import type { Emulator } from "../options.ts";
import { call, emulatorForTest } from "../testing/emulator.ts";

/** Sends a body in chunks, without announcing its length. */
function sendChunked(emulator: Emulator, chunks: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${emulator.url}/platform/v1/inbox_embeds`,
      {
        method: "POST",
        headers: { "X-API-Key": emulator.apiKey, "Content-Type": "application/json" },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    // After the response, the rest of the body may meet a closed connection.
    outgoing.on("error", reject);
    for (const chunk of chunks) outgoing.write(chunk);
    outgoing.end();
  });
}

it("reads a body that comes in chunks, split anywhere", async () => {
  const emulator = await emulatorForTest();
  const text = JSON.stringify({ inbox_embed: { scope_type: "project", name: "¡Hola! 👋" } });
  expect(await sendChunked(emulator, [text.slice(0, 20), text.slice(20, 47), text.slice(47)])).toBe(
    201,
  );
});

it("rejects a body beyond its limit with 413, announced or not", async () => {
  const emulator = await emulatorForTest();
  const big = "x".repeat(9 * 1024 * 1024);
  const announced = await call(emulator, "POST", "/inbox_embeds", { json: big });
  expect(announced).toMatchObject({
    status: 413,
    body: { error: expect.stringContaining("8388608") },
  });
  const quiet = await sendChunked(emulator, [big]).catch(() => 413);
  expect(quiet).toBe(413);
});

it("serves the next request after a client left in the middle of a body", async () => {
  const emulator = await emulatorForTest();
  await new Promise<void>((resolve) => {
    const outgoing = request(`${emulator.url}/platform/v1/inbox_embeds`, {
      method: "POST",
      headers: { "X-API-Key": emulator.apiKey, "Content-Length": "1000" },
    });
    outgoing.on("error", () => resolve());
    outgoing.write("{", () => outgoing.destroy(new Error("gone")));
  });
  const { status } = await call(emulator, "POST", "/inbox_embeds", {
    json: { inbox_embed: { scope_type: "project" } },
  });
  expect(status).toBe(201);
});
