import type { Refusal } from "../../api/handler.ts";
import { describeValue } from "../../description/problems.ts";
import type { Json, JsonObject } from "../../json.ts";
import { isAllowedOrigin } from "./allowed-origins.ts";
import type { Directory } from "./directory.ts";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The thing that an embed refers to, with its name. */
export interface Scope {
  scope_type: string;
  scope_id: string | null;
  scope_name: string | null;
}

/**
 * The rules about scopes that the spec has only in prose: `project` takes a blank `scope_id`,
 * `customer` a UUID, `phone_number` WhatsApp's digits as a string; an id that does not exist is
 * not found.
 */
export function resolveScope(input: JsonObject, directory: Directory): Scope | Refusal {
  const scopeType = String(input["scope_type"]);
  const scopeId = input["scope_id"] ?? null;
  const got = describeValue(scopeId);
  const blank = scopeId === null || (typeof scopeId === "string" && scopeId.trim() === "");
  if (scopeType === "project") {
    if (blank) return { scope_type: scopeType, scope_id: null, scope_name: null };
    return unprocessable(
      `inbox_embed.scope_id must be blank for scope_type "project", got ${got}. Leave it out.`,
    );
  }
  const wanted =
    scopeType === "customer"
      ? "the customer's UUID"
      : "WhatsApp's phone_number_id, digits in a string";
  if (blank || typeof scopeId !== "string") {
    return unprocessable(
      `inbox_embed.scope_id must be ${wanted} for scope_type "${scopeType}", got ${got}.`,
    );
  }
  const wellFormed = scopeType === "customer" ? uuid.test(scopeId) : /^\d+$/.test(scopeId);
  if (!wellFormed) {
    return unprocessable(
      `inbox_embed.scope_id must be ${wanted} for scope_type "${scopeType}", got ${got}.`,
    );
  }
  const found =
    scopeType === "customer" ? directory.customer(scopeId) : directory.phoneNumber(scopeId);
  if (!found) {
    const noun = scopeType === "customer" ? "customer" : "phone number";
    return { status: 404, refusal: `This project has no ${noun} with the id ${got}.` };
  }
  return { scope_type: scopeType, scope_id: scopeId, scope_name: found.name };
}

/** Rejects an `allowed_origins` entry that cannot be the origin of a page. */
export function checkOrigins(origins: Json | undefined): Refusal | undefined {
  if (!Array.isArray(origins)) return undefined;
  const index = origins.findIndex((entry) => typeof entry === "string" && !isAllowedOrigin(entry));
  if (index < 0) return undefined;
  return unprocessable(
    `inbox_embed.allowed_origins[${index}] must be an origin such as https://app.example.com, or one with a wildcard such as *.example.com, got ${describeValue(origins[index])}. Leave the list empty to allow any origin.`,
  );
}

/** The user an embed is limited to: with its name, or the rejection. */
export function resolveUser(
  userId: Json | undefined,
  directory: Directory,
): { assigned_user_id: string | null; assigned_user_name: string | null } | Refusal {
  if (typeof userId !== "string") return { assigned_user_id: null, assigned_user_name: null };
  const found = directory.user(userId);
  if (found) return { assigned_user_id: userId, assigned_user_name: found.name };
  return { status: 404, refusal: `This project has no user with the id ${describeValue(userId)}.` };
}

function unprocessable(refusal: string): Refusal {
  return { status: 422, refusal };
}
