import {
  type InboxEmbed,
  type InboxEmbedChanges,
  type InboxEmbedFields,
  normaliseInboxEmbedInput,
} from "@shared/kapso-client";
import { InboxEmbedError } from "../embeds-error.ts";
import type { CreateContext } from "./context.ts";
import { readableName, writeName } from "./embed-name.ts";
import type { LiveEmbed } from "./record.ts";

/** Settings that are compared; `name` is the readable part alone. */
export type Settings = Partial<
  Pick<
    InboxEmbed,
    "allowed_origins" | "assigned_user_id" | "default_mode" | "language" | "name" | "expires_at"
  >
>;

/** The settings that a PATCH can change without a new token, with the value if `create` no longer names it. */
const unsetValues: Required<Settings> = {
  allowed_origins: [],
  assigned_user_id: null,
  default_mode: "system",
  language: "en",
  name: null,
  expires_at: null,
};

/** `create`, in the form in which the client sends it. */
export interface Wanted {
  fields: InboxEmbedFields;
  /** The settings that `create` names; the others stay as they are. */
  asked: Settings;
}

/** @throws KapsoInputError for invalid input */
export function readWanted(context: CreateContext): Wanted {
  const { name, ...others } = normaliseInboxEmbedInput(context.input());
  const readable = readableName(name);
  const fields: InboxEmbedFields = { ...others, ...(readable && { name: readable }) };
  const asked = pickSettings(fields as Settings);
  // The time that a function returns counts from the creation.
  if (context.countsFromCreation) delete asked.expires_at;
  return { fields, asked };
}

/** @throws InboxEmbedError `scope_changed` when the live embed shows another scope than `create` */
export function checkScope(key: string, live: LiveEmbed, { fields }: Wanted): void {
  const { scope_type, scope_id } = fields;
  const same = (live.scope_id ?? "").toLowerCase() === (scope_id ?? "").toLowerCase();
  if (live.scope_type === scope_type && same) return;
  throw new InboxEmbedError(
    "scope_changed",
    `The embed "${key}" shows a ${live.scope_type}, and create names another ${scope_type}. An embed's scope cannot change: use another key, or revoke this embed first.`,
  );
}

/**
 * The fields of a PATCH after which the live embed has the wanted settings.
 *
 * @param actual - the settings that the embed has, as {@link writeSettings} writes them
 */
export function changesTo(
  context: CreateContext,
  live: LiveEmbed,
  actual: string,
  asked: Settings,
): InboxEmbedChanges {
  const before = JSON.parse(live.asked) as Settings;
  const gone = (Object.keys(before) as (keyof Settings)[]).filter(
    (name) => !(name in asked) && !(name === "expires_at" && context.countsFromCreation),
  );
  const unset = Object.fromEntries(gone.map((name) => [name, unsetValues[name]]));
  const { name: _, ...changes }: Settings = { ...unset, ...asked };
  const { deployment, keyHash } = context;
  const name = writeName(asked.name, { deployment, keyHash, nonce: live.nonce });
  const sent = (JSON.parse(actual) as Settings).name === name ? changes : { ...changes, name };
  // Responses may have values that requests do not take; these come from `create` and from defaults.
  return sent as InboxEmbedChanges;
}

/** The settings in a form in which equal settings are equal strings. */
export function writeSettings(of: Settings): string {
  const { allowed_origins, expires_at, ...others } = pickSettings(of);
  return JSON.stringify({
    ...others,
    // The origins are a set: the API may return them in another order.
    ...(allowed_origins && { allowed_origins: [...allowed_origins].sort() }),
    ...(expires_at && { expires_at: new Date(expires_at).toISOString() }),
  });
}

function pickSettings(of: Settings): Settings {
  return Object.fromEntries(
    (Object.keys(unsetValues) as (keyof Settings)[])
      .filter((name) => of[name] !== undefined)
      .map((name) => [name, of[name]]),
  );
}
