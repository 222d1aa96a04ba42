import { createHash, randomBytes, randomUUID } from "node:crypto";
import {
  type ApiResponse,
  type Handler,
  isRefusal,
  type OperationCall,
  type Refusal,
} from "../../api/handler.ts";
import { listResponse } from "../../api/list-response.ts";
import { thingResponse } from "../../api/thing-response.ts";
import type { Description } from "../../description/description.ts";
import type { Operation } from "../../description/operations.ts";
import { describeValue } from "../../description/problems.ts";
import type { JsonObject } from "../../json.ts";
import type { Store } from "../../state/store.ts";
import { readFields, requestFields } from "../request-fields.ts";
import type { Directory } from "./directory.ts";
import { checkOrigins, resolveScope, resolveUser } from "./input-rules.ts";

/** The embed of `/embed/{token}`, or why the page shows none. */
export type OpenedEmbed =
  | { state: "open"; embed: JsonObject }
  | { state: "unknown" | "revoked" | "expired" };

/** Everything an emulator does with inbox embeds. */
export interface InboxEmbeds {
  /** The handler of an operation, when it is one of the embeds'. */
  handler(operation: Operation): Handler | undefined;
  /** Looks up the embed a token opens, and notes that it was used. */
  open(token: string): OpenedEmbed;
  /** Whether an embed, open or not, has this token. */
  hasToken(token: string): boolean;
  /** The same by id, for the inspector; not noted as a use. */
  look(id: string): OpenedEmbed;
  /** All embeds, newest first. */
  list(): readonly JsonObject[];
}

export function createInboxEmbeds(deps: {
  description: Description;
  store: Store;
  directory: Directory;
  now(): Date;
  /** The emulator's origin, which `embed_url` begins with. */
  origin(): string;
}): InboxEmbeds {
  const { description, directory } = deps;
  const embeds = deps.store.collection("inbox_embeds");
  const now = () => deps.now().toISOString();
  const withToken = (token: string) => {
    const hash = digest(token);
    return embeds.list().find((candidate) => candidate["token_sha256"] === hash);
  };
  const newestFirst = () => embeds.list().toReversed();

  function create(request: OperationCall): ApiResponse | Refusal {
    const fields = requestFields(description, request.operation);
    const input = { ...fields.defaults, ...readFields(fields, request.body) };
    const scope = resolveScope(input, directory);
    if (isRefusal(scope)) return scope;
    const checked = checkChange(input, directory);
    if (isRefusal(checked)) return checked;
    const token = randomBytes(24).toString("base64url");
    const embed: JsonObject = {
      allowed_origins: [],
      default_mode: "system",
      assigned_user_id: null,
      assigned_user_name: null,
      ...checked,
      ...scope,
      id: randomUUID(),
      status: "active",
      last_used_at: null,
      created_at: now(),
      updated_at: now(),
      // The token is returned once and stored nowhere.
      token_sha256: digest(token),
    };
    embeds.put(String(embed["id"]), embed);
    const secrets = { token, embed_url: `${deps.origin()}/embed/${token}` };
    return thingResponse(description, request.operation, { ...embed, ...secrets });
  }

  function list(request: OperationCall): ApiResponse {
    const filters = ["status", "scope_type", "scope_id", "assigned_user_id"] as const;
    const wanted = filters.filter((name) => request.query[name] !== undefined);
    const found = newestFirst().filter((embed) =>
      wanted.every((name) => embed[name] === String(request.query[name])),
    );
    return listResponse(description, request, found);
  }

  function update(request: OperationCall, embed: JsonObject): ApiResponse | Refusal {
    const fields = requestFields(description, request.operation);
    const checked = checkChange(readFields(fields, request.body), directory);
    if (isRefusal(checked)) return checked;
    const { scope_type, scope_id } = embed;
    const changed = { ...embed, ...checked, scope_type, scope_id, updated_at: now() } as JsonObject;
    embeds.put(String(embed["id"]), changed);
    return thingResponse(description, request.operation, changed);
  }

  function revoke(request: OperationCall, embed: JsonObject): ApiResponse {
    const revoked = { ...embed, status: "revoked", updated_at: now() };
    embeds.put(String(embed["id"]), revoked);
    return thingResponse(description, request.operation, revoked);
  }

  const onOne =
    (act: (request: OperationCall, embed: JsonObject) => ApiResponse | Refusal): Handler =>
    (request) => {
      const [id] = Object.values(request.path);
      const embed = embeds.get(String(id).toLowerCase());
      return embed
        ? act(request, embed)
        : { status: 404, refusal: `There is no inbox embed with the id ${describeValue(id)}.` };
    };

  const handlers: Readonly<Record<string, Handler>> = {
    "POST /inbox_embeds": create,
    "GET /inbox_embeds": list,
    "GET /inbox_embeds/{}": onOne(({ operation }, embed) =>
      thingResponse(description, operation, embed),
    ),
    "PATCH /inbox_embeds/{}": onOne(update),
    "PUT /inbox_embeds/{}": onOne(update),
    "DELETE /inbox_embeds/{}": onOne(revoke),
  };

  return {
    handler: ({ method, path }) => handlers[`${method} ${path.replace(/\{[^}]*\}/, "{}")}`],
    list: newestFirst,
    open: (token) => {
      const opened = openness(withToken(token), deps.now());
      if (opened.state === "open") {
        embeds.put(String(opened.embed["id"]), { ...opened.embed, last_used_at: now() });
      }
      return opened;
    },
    hasToken: (token) => withToken(token) !== undefined,
    look: (id) => openness(embeds.get(id), deps.now()),
  };
}

function openness(embed: JsonObject | undefined, now: Date): OpenedEmbed {
  if (!embed) return { state: "unknown" };
  if (embed["status"] !== "active") return { state: "revoked" };
  const { expires_at } = embed;
  const expired = typeof expires_at === "string" && Date.parse(expires_at) <= now.getTime();
  return expired ? { state: "expired" } : { state: "open", embed };
}

/** Checks the fields that a request sets, and adds the name of the user it assigns. */
function checkChange(input: JsonObject, directory: Directory): JsonObject | Refusal {
  const badOrigin = checkOrigins(input["allowed_origins"]);
  if (badOrigin) return badOrigin;
  if (!("assigned_user_id" in input)) return input;
  const user = resolveUser(input["assigned_user_id"], directory);
  return isRefusal(user) ? user : { ...input, ...user };
}

/** The hash that is stored for a token. */
export function digest(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
