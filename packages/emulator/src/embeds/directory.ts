/** Someone or something an embed can refer to. */
export type KnownThing = string | { readonly id: string; readonly name?: string };

/** Looks up what embeds refer to. */
export type Directory = {
  readonly customer: (id: string) => Found | undefined;
  readonly phoneNumber: (id: string) => Found | undefined;
  readonly user: (id: string) => Found | undefined;
};

/** A thing that exists, with its name when one is known. */
export type Found = { readonly name: string | null };

/** Which customers, phone numbers and users there are; see the options of the same names. */
export type DirectoryOptions = {
  readonly customers?: readonly KnownThing[] | undefined;
  readonly phoneNumbers?: readonly KnownThing[] | undefined;
  readonly users?: readonly KnownThing[] | undefined;
};

/**
 * Without a list everything that looks like an id exists, except the one that is all zeros: so a
 * "not found" can be had without preparing anything.
 */
export function createDirectory(options: DirectoryOptions): Directory {
  return {
    customer: lookUp(options.customers),
    phoneNumber: lookUp(options.phoneNumbers),
    user: lookUp(options.users),
  };
}

function lookUp(known: readonly KnownThing[] | undefined): (id: string) => Found | undefined {
  if (!known) return (id) => (/^[0-]+$/.test(id) ? undefined : { name: null });
  const names = new Map(
    known.map((thing) =>
      typeof thing === "string"
        ? [thing.toLowerCase(), null]
        : [thing.id.toLowerCase(), thing.name ?? null],
    ),
  );
  return (id) => {
    const name = names.get(id.toLowerCase());
    return name === undefined ? undefined : { name };
  };
}
