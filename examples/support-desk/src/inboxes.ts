import type { CreatedInboxEmbed, KapsoClient } from "@shared/kapso-client";

/** One inbox that the desk shows: a tab and the embed behind it. */
export interface Inbox {
  name: string;
  title: string;
  embed: CreatedInboxEmbed;
}

export interface InboxesOptions {
  /** Where the desk's page is served: the only origin that may frame the embeds. */
  origin: string;
  /** A customer's UUID; without it there is no customer inbox. */
  customerId?: string | undefined;
  /** WhatsApp's `phone_number_id`; without it there is no phone number inbox. */
  phoneNumberId?: string | undefined;
  /** When the embeds stop opening. Default: never. */
  expiresAt?: Date | undefined;
}

/** Creates one embed for each scope, once: a page view shows them, it never creates one. */
export async function createInboxes(
  kapso: KapsoClient,
  { origin, customerId, phoneNumberId, expiresAt }: InboxesOptions,
): Promise<Inbox[]> {
  const common = { allowed_origins: [origin], expires_at: expiresAt };
  const inboxes: Inbox[] = [
    {
      name: "project",
      title: "All conversations",
      embed: await kapso.createInboxEmbed({
        ...common,
        name: "Support desk: all",
        scope_type: "project",
      }),
    },
  ];
  if (customerId !== undefined) {
    inboxes.push({
      name: "customer",
      title: "One customer",
      embed: await kapso.createInboxEmbed({
        ...common,
        name: "Support desk: customer",
        scope_type: "customer",
        scope_id: customerId,
      }),
    });
  }
  if (phoneNumberId !== undefined) {
    inboxes.push({
      name: "phone_number",
      title: "One phone number",
      embed: await kapso.createInboxEmbed({
        ...common,
        name: "Support desk: phone number",
        scope_type: "phone_number",
        scope_id: phoneNumberId,
      }),
    });
  }
  return inboxes;
}
