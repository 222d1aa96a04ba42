import type { CreateInboxEmbedInput, InboxEmbed } from "@shared/kapso-client";

/** What a PATCH can change without a new token, and what is watched for drift. */
const PATCHABLE = ["allowed_origins", "assigned_user_id", "default_mode", "language"] as const;

type Patchable = (typeof PATCHABLE)[number];

/** Those of the settings that are asked for; the others are left as they are. */
export function askedSettings(input: CreateInboxEmbedInput): Partial<Pick<InboxEmbed, Patchable>> {
  return JSON.parse(JSON.stringify(pick(input as Partial<InboxEmbed>))) as Partial<InboxEmbed>;
}

/** The settings in a form in which equal ones are equal strings. */
export function writeSettings(of: Partial<Pick<InboxEmbed, Patchable>>): string {
  const settings = pick(of);
  const origins = settings.allowed_origins;
  return JSON.stringify({
    ...settings,
    // A list that is a set: its order is the API's business.
    ...(origins && { allowed_origins: [...origins].sort() }),
  });
}

function pick(of: Partial<InboxEmbed>): Partial<Pick<InboxEmbed, Patchable>> {
  return Object.fromEntries(
    PATCHABLE.filter((name) => of[name] !== undefined).map((name) => [name, of[name]]),
  );
}
