import { createHash, randomBytes, randomUUID } from "node:crypto";
import { type Answer, isRefusal, type Refusal } from "../answer/answer.ts";
import { fitToSchema } from "../answer/fit.ts";
import { jsonContent, payloadSchema } from "../answer/response-schema.ts";
import type { Description } from "../description/description.ts";
import { locate } from "../description/document.ts";
import { objectShape } from "../description/object-shape.ts";
import type { Operation } from "../description/operations.ts";
import type { Json, JsonObject } from "../json.ts";
import type { ValidRequest } from "../request/validate-request.ts";
import type { Store } from "../state/store.ts";
import type { Directory } from "./directory.ts";
import { checkOrigins, embedInput, resolveScope, resolveUser } from "./scope-rules.ts";

/** What the page at `/embed/{token}` needs to know of its embed. */
export type OpenedEmbed =
  | { readonly state: "open"; readonly embed: JsonObject }
  | { readonly state: "unknown" | "revoked" | "expired" };

/** Everything an emulator does with inbox embeds. */
export type InboxEmbeds = {
  /** What answers an operation, when it is one of the embeds'. */
  readonly handler: (
    operation: Operation,
  ) => ((request: ValidRequest) => Answer | Refusal) | undefined;
  /** Looks up the embed a token opens, and notes that it was used. */
  readonly open: (token: string) => OpenedEmbed;
};

export function createInboxEmbeds(deps: {
  readonly description: Description;
  readonly store: Store;
  readonly directory: Directory;
  readonly now: () => Date;
  /** The emulator's own origin, which `embed_url` points at. */
  readonly origin: () => string;
}): InboxEmbeds {
  const { description, directory } = deps;
  const embeds = deps.store.collection("inbox_embeds");

  function create(operation: Operation, request: ValidRequest): Answer | Refusal {
    const input = { ...defaults(description, operation), ...embedInput(request.body) };
    const scope = resolveScope(input, directory);
    if (isRefusal(scope)) return scope;
    const badOrigin = checkOrigins(input["allowed_origins"]);
    if (badOrigin) return badOrigin;
    const user = resolveUser(input["assigned_user_id"], directory);
    if (isRefusal(user)) return user;
    const token = randomBytes(24).toString("base64url");
    const now = deps.now().toISOString();
    const embed: JsonObject = {
      name: null,
      allowed_origins: [],
      default_mode: "system",
      expires_at: null,
      ...input,
      ...scope,
      ...user,
      id: randomUUID(),
      status: "active",
      last_used_at: null,
      created_at: now,
      updated_at: now,
      // The token itself is handed out once and kept nowhere.
      token_sha256: digest(token),
    };
    embeds.put(String(embed["id"]), embed);
    return show(operation, 201, {
      ...embed,
      token,
      embed_url: `${deps.origin()}/embed/${token}`,
    });
  }

  function show(operation: Operation, status: number, embed: JsonObject): Answer {
    const response = operation.responses.find((candidate) => candidate.status === String(status));
    const schema = jsonContent(response)?.schema;
    if (schema === undefined) return { status, body: { data: embed } };
    const payload = payloadSchema(description, schema);
    const fitted = fitToSchema(description, payload.pointer, embed);
    return { status, body: payload.enveloped ? { data: fitted } : fitted };
  }

  return {
    handler: (operation) => {
      if (operation.path === "/inbox_embeds" && operation.method === "POST") {
        return (request) => create(operation, request);
      }
      return undefined;
    },
    open: (token) => {
      const hash = digest(token);
      const embed = embeds.list().find((candidate) => candidate["token_sha256"] === hash);
      if (!embed) return { state: "unknown" };
      if (embed["status"] !== "active") return { state: "revoked" };
      const now = deps.now();
      if (isPast(embed["expires_at"], now)) return { state: "expired" };
      const used = { ...embed, last_used_at: now.toISOString() };
      embeds.put(String(embed["id"]), used);
      return { state: "open", embed: used };
    },
  };
}

const digest = (token: string): string => createHash("sha256").update(token).digest("hex");

const isPast = (value: Json | undefined, now: Date): boolean =>
  typeof value === "string" && Date.parse(value) <= now.getTime();

/** The defaults that the description gives to the fields of a create request. */
function defaults(description: Description, operation: Operation): JsonObject {
  const schema = operation.body?.content[0]?.schema;
  const body = schema === undefined ? undefined : objectShape(description.document, schema);
  const envelope = body?.properties.get("inbox_embed");
  const shape = envelope === undefined ? undefined : objectShape(description.document, envelope);
  const found: Record<string, Json> = {};
  for (const [name, pointer] of shape?.properties ?? []) {
    const value = locate(description.document, pointer)?.node["default"];
    if (value !== undefined) found[name] = value;
  }
  return found;
}
