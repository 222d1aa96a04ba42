import { grouped } from "@shared/openapi-model/grouped.ts";
import { type OpenApiModel, type Operation, walkedModel } from "@shared/openapi-model/model.ts";
import {
  byName,
  credentialsDestination,
  type Destination,
  followedAddresses,
  hostOf,
  mentionedHosts,
  serversDestination,
  stableText,
  withoutTexts,
} from "./destinations.ts";

export interface TrustReport {
  /** The changes that need `--trust-changes`, in sentences. */
  needsTrust: string[];
  /** New hosts in texts and examples. Nothing follows them; a reviewer should check them. */
  mentions: string[];
}

/**
 * Compares where a program would send requests and credentials, operation by operation. A manipulated
 * document would not break types, but send the key elsewhere. Both models include overlays, so an
 * overlay needs the same trust as the vendor.
 */
export function trustReport(old: OpenApiModel, now: OpenApiModel): TrustReport {
  const needsTrust = [
    ...movedOperations(old, now, {
      of: ({ servers }) => serversDestination(servers),
      sentence: (who, to, from) => `Requests of ${who} would go to ${to} instead of ${from}.`,
    }),
    ...movedOperations(old, now, {
      of: ({ security }, model) => credentialsDestination(model, security ?? rootSecurity(model)),
      sentence: (who, to, from) => `${who} would be sent with ${to} instead of ${from}.`,
    }),
    ...changedSchemes(old, now),
  ];
  const [before, after] = [walkedModel(old), walkedModel(now)];
  const known = followedAddresses(before);
  const followed = [...followedAddresses(after)].filter(([address]) => !known.has(address));
  for (const [address, pointers] of followed) {
    for (const pointer of pointers) {
      needsTrust.push(`${pointer} leads to a new address, ${address}.`);
    }
  }
  const newHosts = new Set(followed.map(([address]) => hostOf(address)));
  const seen = mentionedHosts(before);
  const mentions = [...mentionedHosts(after)].filter(
    (host) => !seen.has(host) && !newHosts.has(host),
  );
  return { needsTrust, mentions: mentions.sort() };
}

interface Aspect {
  of(owner: Pick<OpenApiModel, "servers"> & Partial<Operation>, model: OpenApiModel): Destination;
  sentence(operations: string, to: string, from: string): string;
}

/** A new operation is compared with the old document's defaults for all operations. */
function movedOperations(old: OpenApiModel, now: OpenApiModel, aspect: Aspect): string[] {
  const moves: { from: Destination; to: Destination; names: readonly string[] }[] = [];
  const compare = (from: Destination, to: Destination, names: readonly string[]) => {
    if (from.key !== to.key) moves.push({ from, to, names });
  };
  compare(aspect.of({ servers: old.servers }, old), aspect.of({ servers: now.servers }, now), []);
  const known = byName(old.operations);
  for (const operation of now.operations) {
    const before = known.get(operation.name) ?? { servers: old.servers };
    compare(aspect.of(before, old), aspect.of(operation, now), [operation.name]);
  }
  const alike = grouped(moves, ({ from, to }) => `${from.key}\n\n${to.key}`);
  return [...alike.values()].flatMap((all) => {
    const last = all.at(-1);
    if (last === undefined) return [];
    const { from, to } = last;
    const names = all.flatMap((move) => move.names);
    const isEvery = names.length === now.operations.length && names.length > 1;
    const who = isEvery
      ? "every operation"
      : names.join(", ") || "operations without a declaration";
    return aspect.sentence(who, to.text, from.text);
  });
}

function rootSecurity({ document }: OpenApiModel) {
  return Array.isArray(document["security"]) ? document["security"] : [];
}

/** Includes schemes that no operation uses: a program may offer them. */
function changedSchemes(old: OpenApiModel, now: OpenApiModel): string[] {
  const names = new Set([...old.securitySchemes.keys(), ...now.securitySchemes.keys()]);
  return [...names].flatMap((name) => {
    const before = schemeText(old, name);
    const after = schemeText(now, name);
    if (before === after) return [];
    return [`The security scheme ${name} changed from ${cut(before)} to ${cut(after)}.`];
  });
}

function schemeText({ securitySchemes }: OpenApiModel, name: string): string {
  return stableText(withoutTexts(securitySchemes.get(name)?.node));
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
