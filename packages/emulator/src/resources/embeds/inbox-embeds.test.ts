import { expect, it } from "vitest";
import { depotDescription } from "../../testing/depot-description.ts";
import { call, createEmbed, emulatorForTest, type WireList } from "../../testing/emulator.ts";

const customer = "550e8400-e29b-41d4-a716-446655440000";
const user = "7b1c6f1e-3f6a-4c55-9b0a-0c6a1a2b3c4d";
function depot() {
  return emulatorForTest({ spec: depotDescription, users: [{ id: user, name: "Ada" }] });
}

it("shows an embed again without its secrets", async () => {
  const emulator = await depot();
  const { token, embed_url, ...shown } = await createEmbed(emulator, {
    scope_type: "customer",
    scope_id: customer,
    name: "Acme",
    assigned_user_id: user,
    language: "es",
  });
  expect(token).toMatch(/^[\w-]{32}$/);
  expect(shown).toMatchObject({ name: "Acme", assigned_user_name: "Ada", language: "es" });
  const got = await call(emulator, "GET", `/inbox_embeds/${shown.id}`);
  expect(got).toMatchObject({ status: 200, body: { data: shown } });
  const listed = await call<WireList>(emulator, "GET", "/inbox_embeds");
  expect(listed.body.data).toEqual([shown]);
  for (const response of [got, listed]) {
    expect(JSON.stringify(response.body)).not.toContain(token);
    expect(JSON.stringify(response.body)).not.toMatch(/sha256|embed_url/);
  }
});

it("fills in the defaults of the spec", async () => {
  const embed = await createEmbed(await depot());
  expect(embed).toMatchObject({ default_mode: "system", language: "en", allowed_origins: [] });
});

it("changes what a PATCH names, and neither the scope nor the token", async () => {
  const emulator = await depot();
  const embed = await createEmbed(emulator, { scope_type: "phone_number", scope_id: "123" });
  const { status, body, headers } = await call(emulator, "PATCH", `/inbox_embeds/${embed.id}`, {
    json: { inbox_embed: { name: "New", allowed_origins: ["https://a.example"], scope_id: "9" } },
  });
  expect(status).toBe(200);
  expect(body.data).toMatchObject({ name: "New", scope_type: "phone_number", scope_id: "123" });
  expect(headers.get("X-Emulator-Warning")).toContain("inbox_embed.scope_id");
  const page = await fetch(embed.embed_url);
  expect(page.headers.get("Content-Security-Policy")).toContain(
    "frame-ancestors https://a.example",
  );
});

it("checks a PATCH as it checks a create", async () => {
  const emulator = await depot();
  const { id } = await createEmbed(emulator);
  const patch = (inbox_embed: object) =>
    call(emulator, "PATCH", `/inbox_embeds/${id}`, { json: { inbox_embed } });
  expect((await patch({ allowed_origins: ["*"] })).status).toBe(422);
  expect((await patch({ default_mode: "blue" })).status).toBe(422);
  expect((await patch({ assigned_user_id: customer })).status).toBe(404);
});

it("revokes on DELETE: 204 without a body, status revoked, and the page closes at once", async () => {
  const emulator = await depot();
  const embed = await createEmbed(emulator);
  expect((await fetch(embed.embed_url)).status).toBe(200);
  expect(await call(emulator, "DELETE", `/inbox_embeds/${embed.id}`)).toMatchObject({
    status: 204,
    body: undefined,
  });
  const got = await call(emulator, "GET", `/inbox_embeds/${embed.id}`);
  expect(got.body.data).toMatchObject({ status: "revoked" });
  const page = await fetch(embed.embed_url);
  expect(page.status).toBe(410);
  expect(await page.text()).toContain("revoked");
});

it("notes when an embed was last used", async () => {
  const emulator = await depot();
  const embed = await createEmbed(emulator);
  expect(embed["last_used_at"]).toBeNull();
  await fetch(embed.embed_url);
  const got = await call(emulator, "GET", `/inbox_embeds/${embed.id}`);
  expect(got.body.data["last_used_at"]).toMatch(/^\d{4}-/);
});

it("responds with 404 for an unknown id and for a malformed one", async () => {
  const emulator = await depot();
  for (const id of [customer, "not-a-uuid"]) {
    const { status, body } = await call(emulator, "GET", `/inbox_embeds/${id}`);
    expect(status).toBe(404);
    expect(body.error).toContain(id);
  }
});

it("lists newest first, in pages with meta, X- headers and Link", async () => {
  const emulator = await depot();
  for (let n = 1; n <= 5; n += 1)
    await createEmbed(emulator, { scope_type: "project", name: `n${n}` });
  const { body, headers } = await call<WireList>(
    emulator,
    "GET",
    "/inbox_embeds?page=2&per_page=2",
  );
  expect(body.data.map(({ name }) => name)).toEqual(["n3", "n2"]);
  expect(body.meta).toEqual({ page: 2, per_page: 2, total_pages: 3, total_count: 5 });
  expect(headers.get("X-Total")).toBe("5");
  expect(headers.get("X-Total-Pages")).toBe("3");
  expect(headers.get("X-Page")).toBe("2");
  expect(headers.get("X-Per-Page")).toBe("2");
  const links = headers.get("Link") ?? "";
  for (const [rel, page] of [
    ["first", 1],
    ["prev", 1],
    ["next", 3],
    ["last", 3],
  ] as const) {
    expect(links).toContain(
      `<${emulator.url}/platform/v1/inbox_embeds?page=${page}&per_page=2>; rel="${rel}"`,
    );
  }
  const beyond = await call<WireList>(emulator, "GET", "/inbox_embeds?page=9&per_page=2");
  expect(beyond.body.data).toEqual([]);
  const defaults = await call<WireList>(emulator, "GET", "/inbox_embeds");
  expect(defaults.body.meta).toMatchObject({ page: 1, per_page: 20, total_count: 5 });
});

it("filters by status, scope and assigned user, and rejects invalid filters", async () => {
  const emulator = await depot();
  const gone = await createEmbed(emulator, { scope_type: "project", name: "gone" });
  await call(emulator, "DELETE", `/inbox_embeds/${gone.id}`);
  await createEmbed(emulator, { scope_type: "customer", scope_id: customer, name: "customer" });
  const longId = "10987654321098765";
  await createEmbed(emulator, { scope_type: "phone_number", scope_id: longId, name: "number" });
  await createEmbed(emulator, { scope_type: "project", assigned_user_id: user, name: "mine" });
  const names = async (query: string) => {
    const { body } = await call<WireList>(emulator, "GET", `/inbox_embeds?${query}`);
    return body.data.map(({ name }) => name);
  };
  expect(await names("status=revoked")).toEqual(["gone"]);
  expect(await names("status=active&scope_type=project")).toEqual(["mine"]);
  expect(await names(`scope_id=${customer}`)).toEqual(["customer"]);
  expect(await names(`scope_id=${longId}`)).toEqual(["number"]);
  expect(await names(`assigned_user_id=${user}`)).toEqual(["mine"]);
  expect((await call(emulator, "GET", "/inbox_embeds?status=expired")).status).toBe(422);
  expect((await call(emulator, "GET", "/inbox_embeds?page=0")).status).toBe(422);
});

it("finds the customers that were created through the API, by name", async () => {
  const name = { name: { type: "string" } };
  const customerSchema = {
    type: "object",
    required: ["id"],
    properties: { id: { type: "string", format: "uuid" }, ...name },
  };
  const response = (schema: object) => ({
    content: { "application/json": { schema: { type: "object", properties: { data: schema } } } },
  });
  const { paths, ...rest } = depotDescription as { paths: object };
  const emulator = await emulatorForTest({
    customers: [],
    spec: {
      ...rest,
      paths: {
        ...paths,
        "/customers": {
          post: {
            operationId: "addCustomer",
            requestBody: {
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: { customer: { type: "object", properties: name } },
                  },
                },
              },
            },
            responses: { 201: response(customerSchema) },
          },
        },
        "/customers/{customer_id}": {
          get: {
            operationId: "showCustomer",
            parameters: [
              { name: "customer_id", in: "path", required: true, schema: { type: "string" } },
            ],
            responses: { 200: response(customerSchema) },
          },
        },
      },
    },
  });
  const created = await call(emulator, "POST", "/customers", {
    json: { customer: { name: "Acme" } },
  });
  const { id } = created.body.data;
  expect(await createEmbed(emulator, { scope_type: "customer", scope_id: id })).toMatchObject({
    scope_name: "Acme",
  });
  await expect(
    createEmbed(emulator, { scope_type: "customer", scope_id: customer }),
  ).rejects.toThrow("404");
});
