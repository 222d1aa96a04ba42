import { describe, expect, it } from "vitest";
import { isKapsoInputError } from "../errors/error-classes.ts";
import { type CreateInboxEmbedInput, normaliseInboxEmbedInput } from "./input.ts";

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
      "as a string; a number came",
    );
  });

  it("says what to write when the envelope was put around the fields", () => {
    expect(refusal({ inbox_embed: { scope_type: "project" } }).message).toContain(
      "without the inbox_embed around them",
    );
    expect(refusal(undefined).field).toBe("scope_type");
  });

  it("takes a scope that a newer API may have", () => {
    expect(read({ scope_type: "team", scope_id: "t" })).toEqual({
      scope_type: "team",
      scope_id: "t",
    });
    expect(read({ scope_type: "team" })).toEqual({ scope_type: "team" });
  });
});

describe("other fields", () => {
  it("sends every field that is given, also one that this client has never heard of", () => {
    expect(read({ scope_type: "project", name: "Inbox", default_mode: "dark", soon: 1 })).toEqual({
      scope_type: "project",
      name: "Inbox",
      default_mode: "dark",
      soon: 1,
    });
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
