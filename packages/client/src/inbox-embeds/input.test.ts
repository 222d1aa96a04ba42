import description from "@shared/kapso-types/openapi-platform.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { isKapsoInputError } from "../errors/error-classes.ts";
import {
  type CreateInboxEmbedInput,
  normaliseInboxEmbedInput,
  readChanges,
  scopeFields,
  scopes,
  settings,
} from "./input.ts";

/** What plain JavaScript can pass, whatever the types say. */
function read(input: unknown): Record<string, unknown> {
  return normaliseInboxEmbedInput(input as CreateInboxEmbedInput) as Record<string, unknown>;
}

function refusal(input: unknown): { field: string; message: string } {
  try {
    read(input);
  } catch (error) {
    if (isKapsoInputError(error)) return error;
    throw error;
  }
  throw new Error("was not refused");
}

describe("scope", () => {
  it("leaves scope_id out for a project", () => {
    expect(read({ scope_type: "project" })).toEqual({ scope_type: "project" });
    expect(read({ scope_type: "project", scope_id: " " })).toEqual({ scope_type: "project" });
    expect(read({ scope_type: "project", scope_id: null })).toEqual({ scope_type: "project" });
  });

  it("rejects a scope_id with a project", () => {
    expect(refusal({ scope_type: "project", scope_id: "x" })).toMatchObject({
      field: "scope_id",
      message: expect.stringContaining("must be left out"),
    });
  });

  it.each(["customer", "phone_number"])("rejects %s without a scope_id", (scope_type) => {
    for (const scope_id of [undefined, null, "", "  "]) {
      expect(refusal({ scope_type, scope_id }).field).toBe("scope_id");
    }
  });

  it("cuts white space around ids, as pasting leaves it", () => {
    expect(
      read({ scope_type: "phone_number", scope_id: " 1234567890\n", assigned_user_id: "\tu " }),
    ).toEqual({ scope_type: "phone_number", scope_id: "1234567890", assigned_user_id: "u" });
  });

  it("says that a phone_number_id is digits in a string", () => {
    expect(refusal({ scope_type: "phone_number", scope_id: "+1 415 555 1234" }).message).toContain(
      "digits only",
    );
    expect(refusal({ scope_type: "phone_number", scope_id: 1234567890 }).message).toContain(
      "as a string; got 1234567890",
    );
  });

  it("says what to write when the envelope was put around the fields", () => {
    expect(refusal({ inbox_embed: { scope_type: "project" } }).message).toContain(
      "without the inbox_embed around them",
    );
    expect(refusal(undefined).field).toBe("scope_type");
  });

  it("rejects one that the document does not have", () => {
    expect(refusal({ scope_type: "team", scope_id: "t" })).toMatchObject({
      field: "scope_type",
      message: "scope_type must be one of project, customer, phone_number.",
    });
  });

  it("rejects a customer's id that is no UUID", () => {
    expect(refusal({ scope_type: "customer", scope_id: "jane" })).toMatchObject({
      field: "scope_id",
      message: 'scope_id must be the customer\'s UUID, as a string; got "jane".',
    });
  });
});

it("has the fields and scopes of the OpenAPI document", () => {
  interface Request {
    properties: { inbox_embed: { properties: { scope_type: { enum: string[] } } } };
  }
  const schemas = description.components?.["schemas"] as Record<string, Request>;
  const fieldsOf = (name: string) => schemas[name]?.properties.inbox_embed.properties;
  const create = fieldsOf("InboxEmbedCreateRequest") ?? { scope_type: { enum: [] } };
  const update = fieldsOf("InboxEmbedUpdateRequest") ?? {};
  // When this fails after a change of the OpenAPI document, input.ts needs the new name.
  expect(new Set([...scopeFields, ...settings])).toEqual(new Set(Object.keys(create)));
  expect(new Set(settings)).toEqual(new Set(Object.keys(update)));
  expect(new Set(scopes)).toEqual(new Set(create.scope_type.enum));
});

describe("other fields", () => {
  it("are sent as given; one that the document does not have is rejected by name", () => {
    expect(read({ scope_type: "project", name: "Inbox", default_mode: "dark" })).toEqual({
      scope_type: "project",
      name: "Inbox",
      default_mode: "dark",
    });
    expect(refusal({ scope_type: "project", alowed_origins: [] })).toMatchObject({
      field: "alowed_origins",
      message: expect.stringContaining("alowed_origins is not a field of an embed"),
    });
  });

  it("threat: a field that is a getter, or inherited, is left out, and the embed open to every origin", () => {
    class Changes {
      readonly #origins = ["https://a.example.com"];
      get allowed_origins() {
        return this.#origins;
      }
    }
    class Input extends Changes {
      get scope_type() {
        return "project";
      }
    }
    const changes = { allowed_origins: ["https://a.example.com"] };
    const fields = { scope_type: "project", ...changes };
    expect(read(new Input())).toEqual(fields);
    expect(read(Object.create(fields))).toEqual(fields);
    expect(readChanges(new Changes())).toEqual(changes);
  });

  it("does not change the input", () => {
    const input = Object.freeze({
      scope_type: "project" as const,
      allowed_origins: Object.freeze(["https://A.example.com/"]),
    });
    expect(read(input)["allowed_origins"]).toEqual(["https://a.example.com"]);
  });

  it("keeps null, which unsets, apart from nothing", () => {
    expect(read({ scope_type: "project", assigned_user_id: null, expires_at: null })).toEqual({
      scope_type: "project",
      assigned_user_id: null,
      expires_at: null,
    });
    expect(refusal({ scope_type: "project", assigned_user_id: " " }).field).toBe(
      "assigned_user_id",
    );
  });
});
