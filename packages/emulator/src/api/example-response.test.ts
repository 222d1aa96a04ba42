import { expect, it } from "vitest";
import { depotDescription } from "../testing/depot-description.ts";
import { call, emulatorForTest } from "../testing/emulator.ts";

function depot() {
  return emulatorForTest({ spec: depotDescription });
}

it("responds with the first example that its own schema accepts, under the requested id", async () => {
  const { status, body } = await call(await depot(), "GET", "/reports/r77");
  expect(status).toBe(200);
  expect(body).toEqual({ id: "r77", total: 3, note: null });
});

it("makes up a response from the schema when there is no example", async () => {
  const { status, body } = await call(await depot(), "GET", "/plates?sizes=1,2");
  expect({ status, body }).toEqual({ status: 200, body: [{ round: true }] });
});

it("sends an error in the shape that the operation declares for the status", async () => {
  const emulator = await depot();
  const flat = await call(emulator, "GET", "/plates?sizes=big");
  expect(flat).toMatchObject({ status: 400, body: { message: expect.stringContaining("sizes") } });
  const nested = await call(emulator, "GET", "/reports/r1?depth=all");
  expect(nested).toMatchObject({
    status: 400,
    body: { error: { code: expect.any(String), message: expect.stringContaining("depth") } },
  });
  const plain = await call(emulator, "POST", "/parcels", { json: { parcel: {} } });
  expect(plain).toMatchObject({ status: 422, body: { error: "parcel.label is required." } });
});

it("rejects a request without a required header", async () => {
  const emulator = await depot();
  const { id } = (await call(emulator, "POST", "/parcels", { json: { parcel: { label: "x" } } }))
    .body.data;
  const without = await call(emulator, "POST", `/parcels/${id}/send`);
  expect(without).toMatchObject({
    status: 422,
    body: { error: expect.stringContaining("Idempotency-Key") },
  });
  const sent = await call(emulator, "POST", `/parcels/${id}/send`, {
    headers: { "Idempotency-Key": "k" },
  });
  expect(sent).toMatchObject({ status: 202, body: undefined });
});
