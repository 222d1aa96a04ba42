import type { CreateInboxEmbedInput, KapsoClient } from "@shared/kapso-client";
import { type EmbedStore, type EnsuredInboxEmbed, ensureInboxEmbed } from "@shared/kapso-embeds";

export interface InboxesOptions {
  kapso: KapsoClient;
  /** The settings that all replicas share. */
  store: EmbedStore;
  /** This service in its environment: part of every embed's name. */
  deployment: string;
  /** The origins of the desk's pages, the only ones that may frame the embeds. */
  origins: readonly string[];
  /** A customer's UUID; without it there is no customer inbox. */
  customerId?: string | undefined;
  /** WhatsApp's `phone_number_id`; without it there is no phone number inbox. */
  phoneNumberId?: string | undefined;
  /** When the embeds stop opening. Default: never. */
  expiresAt?: Date | undefined;
}

/** One inbox that the desk shows: a tab and the embed behind it. */
export interface Inbox {
  name: string;
  title: string;
  create: CreateInboxEmbedInput;
}

export interface Inboxes {
  tabs: readonly Inbox[];
  /** The embed of a tab; a page view reads only the store. */
  open(inbox: Inbox, options?: { verify?: boolean }): Promise<EnsuredInboxEmbed>;
}

/** The desk's inboxes, one for each scope. All replicas ensure, and get, the same embeds. */
export function createInboxes(options: InboxesOptions): Inboxes {
  const { kapso, store, deployment, origins, customerId, phoneNumberId, expiresAt } = options;
  const common = { allowed_origins: origins, expires_at: expiresAt };
  const tabs: Inbox[] = [
    {
      name: "project",
      title: "All conversations",
      create: { ...common, name: "Support desk: all", scope_type: "project" },
    },
  ];
  if (customerId !== undefined) {
    tabs.push({
      name: "customer",
      title: "One customer",
      create: {
        ...common,
        name: "Support desk: customer",
        scope_type: "customer",
        scope_id: customerId,
      },
    });
  }
  if (phoneNumberId !== undefined) {
    tabs.push({
      name: "phone_number",
      title: "One phone number",
      create: {
        ...common,
        name: "Support desk: phone number",
        scope_type: "phone_number",
        scope_id: phoneNumberId,
      },
    });
  }
  return {
    tabs,
    open: ({ name, create }, { verify = false } = {}) =>
      ensureInboxEmbed({ kapso, store, deployment, key: name, create, verify }),
  };
}
