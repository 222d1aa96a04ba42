import { inspect } from "node:util";
import { expect, it } from "vitest";
import {
  isKapsoInvalidRequestError,
  isKapsoNotFoundError,
  isKapsoUnauthorizedError,
} from "../errors/error-classes.ts";
import { createdEmbed, failure, json, plantedKey, plantedToken } from "../testing/server.ts";
import { useServers } from "../testing/use-servers.ts";
import { createInboxEmbed } from "./create-inbox-embed.ts";

const { kapsoResponding } = useServers();

it("puts the envelope on and takes it off", async () => {
  const { kapso, server } = await kapsoResponding((_, response) =>
    json(response, 201, { data: createdEmbed() }),
  );
  const embed = await kapso.createInboxEmbed({
    scope_type: "phone_number",
    scope_id: " 1234567890 ",
    allowed_origins: [new URL("https://App.example.com")],
    expires_at: new Date("2999-01-01T00:00:00Z"),
    name: undefined,
  });
  expect(embed).toEqual(createdEmbed());
  expect(server.seen).toHaveLength(1);
  expect(server.seen[0]).toMatchObject({ method: "POST", url: "/platform/v1/inbox_embeds" });
  expect(server.seen[0]?.headers).toMatchObject({
    "x-api-key": plantedKey,
    "content-type": "application/json",
  });
  expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({
    inbox_embed: {
      scope_type: "phone_number",
      scope_id: "1234567890",
      allowed_origins: ["https://app.example.com"],
      expires_at: "2999-01-01T00:00:00.000Z",
    },
  });
});

it("resolves to an embed whose secrets do not print", async () => {
  const { kapso } = await kapsoResponding((_, response) =>
    json(response, 201, { data: createdEmbed() }),
  );
  const embed = await createInboxEmbed(kapso, { scope_type: "project" });
  expect(inspect(embed)).not.toContain(plantedToken);
  expect(JSON.stringify(embed)).toContain(plantedToken);
});

it("sends nothing that it rejects", async () => {
  const { kapso, server } = await kapsoResponding((_, response) => json(response, 500, {}));
  await failure(kapso.createInboxEmbed({ scope_type: "customer", scope_id: "" }));
  await failure(kapso.createInboxEmbed({ scope_type: "project", allowed_origins: ["*"] }));
  expect(server.seen).toHaveLength(0);
});

it("throws a 401 with status, the server's message and advice", async () => {
  const { kapso } = await kapsoResponding((_, response) =>
    json(response, 401, { error: "Invalid API key" }),
  );
  const error = await failure(kapso.createInboxEmbed({ scope_type: "project" }));
  expect(isKapsoUnauthorizedError(error)).toBe(true);
  expect(error).toMatchObject({
    name: "KapsoUnauthorizedError",
    status: 401,
    operation: "createInboxEmbed",
  });
  expect(error.message).toContain("Kapso returned 401: Invalid API key. Check that the API key");
  expect(error.mayHaveHappened).toBe(false);
});

it("throws a 404 that says whose key it may be", async () => {
  const { kapso } = await kapsoResponding((_, response) =>
    json(response, 404, { error: "Customer not found" }),
  );
  const error = await failure(
    kapso.createInboxEmbed({
      scope_type: "customer",
      scope_id: "550e8400-e29b-41d4-a716-446655440000",
    }),
  );
  expect(isKapsoNotFoundError(error)).toBe(true);
  expect(error.message).toContain("Customer not found. There is no such customer for this API key");
  expect(error.advice).toContain("the key belongs to another project");
});

it("throws a 422 with what the server found wrong", async () => {
  const { kapso } = await kapsoResponding((_, response) =>
    json(response, 422, { error: "scope_id is invalid" }),
  );
  const error = await failure(kapso.createInboxEmbed({ scope_type: "project" }));
  expect(isKapsoInvalidRequestError(error)).toBe(true);
  expect(error.message).toContain("scope_id is invalid");
  expect(error.body).toEqual({ error: "scope_id is invalid" });
});

it.each([
  ["no token", 201, { data: createdEmbed({ token: undefined }) }],
  ["no id", 201, { data: createdEmbed({ id: undefined }) }],
  ["another envelope", 201, { inbox_embed: createdEmbed() }],
  ["null", 201, null],
  ["a 204", 204, undefined],
])("does not hand out %s as an embed", async (_, status, body) => {
  const { kapso, server } = await kapsoResponding((_, response) =>
    body === undefined ? response.writeHead(status).end() : json(response, status, body),
  );
  const error = await failure(kapso.createInboxEmbed({ scope_type: "project" }));
  expect(error).toMatchObject({
    name: "KapsoUnreadableResponseError",
    status,
    mayHaveHappened: true,
  });
  expect(inspect(error)).not.toContain(plantedToken);
  expect(server.seen).toHaveLength(1);
});
