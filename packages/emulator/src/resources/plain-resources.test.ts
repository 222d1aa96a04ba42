import { expect, it } from "vitest";
import { prepareDescription } from "../description/description.ts";
import { depotDescription } from "../testing/depot-description.ts";
import { call, emulatorForTest, type WireList } from "../testing/emulator.ts";
import { findResources } from "./find-resources.ts";

function depot() {
  return emulatorForTest({ spec: depotDescription });
}
function parcel(label: string, more: object = {}) {
  return { json: { parcel: { label, ...more } } };
}

it("finds the plain resources, and only those", () => {
  const found = findResources(prepareDescription(depotDescription));
  expect(found.map(({ collection, key }) => [collection, key])).toEqual([
    ["/inbox_embeds", "id"],
    ["/parcels", "id"],
    ["/parcels/{parcel_id}/stops", "id"],
    ["/drivers", "id"],
  ]);
});

it("remembers a thing through create, get, update, list and delete", async () => {
  const emulator = await depot();
  const created = await call(emulator, "POST", "/parcels", parcel("Books", { fragile: true }));
  expect(created).toMatchObject({
    status: 201,
    body: { data: { label: "Books", colour: "blue" } },
  });
  const { id } = created.body.data;
  const updated = await call(emulator, "PATCH", `/parcels/${id}`, parcel("Old books"));
  expect(updated.body.data).toMatchObject({ id, label: "Old books", fragile: true });
  const got = await call(emulator, "GET", `/parcels/${id}`);
  expect(got.body).toEqual(updated.body);
  const listed = await call<WireList>(emulator, "GET", "/parcels");
  expect(listed.body.data).toEqual([got.body.data]);
  expect((await call(emulator, "DELETE", `/parcels/${id}`)).status).toBe(204);
  expect((await call(emulator, "GET", `/parcels/${id}`)).status).toBe(404);
  expect((await call<WireList>(emulator, "GET", "/parcels")).body.data).toEqual([]);
});

it("filters a list by the thing's own fields and by …_contains", async () => {
  const emulator = await depot();
  await call(emulator, "POST", "/parcels", parcel("Red shoes", { colour: "red", fragile: false }));
  await call(emulator, "POST", "/parcels", parcel("Blue glass", { fragile: true }));
  const labels = async (query: string) => {
    const { body } = await call<WireList>(emulator, "GET", `/parcels?${query}`);
    return body.data.map((thing) => thing["label"]);
  };
  expect(await labels("colour=red")).toEqual(["Red shoes"]);
  expect(await labels("label_contains=GLASS")).toEqual(["Blue glass"]);
  expect(await labels("fragile=true")).toEqual(["Blue glass"]);
});

it("keeps the things below each thing apart, with ids that fit the schema", async () => {
  const emulator = await depot();
  const [a, b] = [
    (await call(emulator, "POST", "/parcels", parcel("a"))).body.data.id,
    (await call(emulator, "POST", "/parcels", parcel("b"))).body.data.id,
  ];
  const stop = await call(emulator, "POST", `/parcels/${a}/stops`, { json: { city: "Lima" } });
  expect(stop.body.data).toEqual({ id: 1, city: "Lima" });
  expect((await call(emulator, "GET", `/parcels/${a}/stops/1`)).status).toBe(200);
  expect((await call(emulator, "GET", `/parcels/${b}/stops/1`)).status).toBe(404);
});

it("responds with 404 below a thing that does not exist", async () => {
  const emulator = await depot();
  const nowhere = "/parcels/550e8400-e29b-41d4-a716-446655440000";
  for (const [method, path] of [
    ["GET", "/stops"],
    ["POST", "/send"],
  ] as const) {
    const response = await call(emulator, method, `${nowhere}${path}`, {
      headers: { "Idempotency-Key": "1" },
    });
    expect(response.status).toBe(404);
  }
});

it("pages through a cursor list to its end, and back", async () => {
  const emulator = await depot();
  const { id } = (await call(emulator, "POST", "/parcels", parcel("a"))).body.data;
  for (const city of ["A", "B", "C", "D", "E"]) {
    await call(emulator, "POST", `/parcels/${id}/stops`, { json: { city } });
  }
  const seen: unknown[][] = [];
  let query = "limit=2";
  for (;;) {
    const { body } = await call<WireList>(emulator, "GET", `/parcels/${id}/stops?${query}`);
    seen.push(body.data.map((stop) => stop["city"]));
    expect(body.paging.cursors.after).not.toBeNull();
    if (body.paging.next === null) break;
    query = `limit=2&after=${body.paging.next}`;
  }
  expect(seen).toEqual([["E", "D"], ["C", "B"], ["A"]]);
  const last = await call<WireList>(emulator, "GET", `/parcels/${id}/stops?${query}`);
  const back = await call<WireList>(
    emulator,
    "GET",
    `/parcels/${id}/stops?limit=2&before=${last.body.paging.previous}`,
  );
  expect(back.body.data.map((stop) => stop["city"])).toEqual(["C", "B"]);
});

it("finds a thing by any of its fields where the path takes an identifier of several kinds", async () => {
  const emulator = await depot();
  const created = await call(emulator, "POST", "/drivers", { json: { phone: "+15550001" } });
  const { id } = created.body.data;
  const byPhone = await call(emulator, "GET", "/drivers/%2B15550001");
  expect(byPhone).toMatchObject({ status: 200, body: { data: { id } } });
  await call(emulator, "PATCH", "/drivers/%2B15550001", { json: { phone: "+15550002" } });
  const byId = await call(emulator, "GET", `/drivers/${id}`);
  expect(byId.body.data).toMatchObject({ id, phone: "+15550002" });
  expect((await call(emulator, "GET", "/drivers/%2B15550001")).status).toBe(404);
});

it("does not use an id again after a delete", async () => {
  const emulator = await depot();
  const { id } = (await call(emulator, "POST", "/parcels", parcel("a"))).body.data;
  const stops = `/parcels/${id}/stops`;
  const create = async (city: string) =>
    (await call(emulator, "POST", stops, { json: { city } })).body.data.id;
  expect([await create("A"), await create("B")]).toEqual([1, 2]);
  expect((await call(emulator, "DELETE", `${stops}/1`)).status).toBe(204);
  expect(await create("C")).toBe(3);
  expect((await call(emulator, "GET", `${stops}/2`)).body.data).toEqual({ id: 2, city: "B" });
});
