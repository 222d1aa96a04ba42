import type { Store } from "../../state/store.ts";

/** A customer, phone number or user that an embed can refer to. */
export type KnownThing = string | { id: string; name?: string };

/** Looks up what embeds refer to. */
export interface Directory {
  customer(id: string): Found | undefined;
  phoneNumber(id: string): Found | undefined;
  user(id: string): Found | undefined;
}

/** A thing that exists, with its name when one is known. */
export interface Found {
  name: string | null;
}

/** The customers, phone numbers and users that exist; see the options of the same names. */
export interface DirectoryOptions {
  customers?: readonly KnownThing[] | undefined;
  phoneNumbers?: readonly KnownThing[] | undefined;
  users?: readonly KnownThing[] | undefined;
}

/**
 * Without a list every well-formed id exists, except the one that is all zeros, so a test gets a 404
 * without preparation. Customers that were created through the API exist, too.
 */
export function createDirectory(options: DirectoryOptions, store: Store): Directory {
  const created = store.collection("/customers");
  const listed = lookUp(options.customers);
  return {
    customer: (id) => {
      const name = created.get(id.toLowerCase())?.["name"];
      return typeof name === "string" ? { name } : listed(id);
    },
    phoneNumber: lookUp(options.phoneNumbers),
    user: lookUp(options.users),
  };
}

function lookUp(known: readonly KnownThing[] | undefined): (id: string) => Found | undefined {
  if (!known) return (id) => (/^[0-]+$/.test(id) ? undefined : { name: null });
  const names = new Map(
    known.map((thing) => {
      const { id, name = null } = typeof thing === "string" ? { id: thing } : thing;
      return [id.toLowerCase(), name];
    }),
  );
  return (id) => {
    const name = names.get(id.toLowerCase());
    return name === undefined ? undefined : { name };
  };
}
