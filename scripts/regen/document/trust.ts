import { isDeepStrictEqual } from "node:util";
import type { OpenApiModel, Operation } from "@shared/openapi-model/model.ts";
import type { Server } from "@shared/openapi-model/servers.ts";
import { followedHosts, mentionedHosts } from "./hosts.ts";

export interface TrustReport {
  /** What does not pass without `--trust-changes`, in sentences. */
  needsTrust: string[];
  /** New hosts in texts and examples: nothing follows them, but a reviewer may want to look. */
  mentions: string[];
}

/**
 * Compares where a program would send requests and credentials. A poisoned document would not
 * break types: it would move the key.
 */
export function trustReport(old: OpenApiModel, now: OpenApiModel): TrustReport {
  const needsTrust: string[] = [];
  const compare = (what: string, before: unknown, after: unknown) => {
    if (!isDeepStrictEqual(withoutTexts(before), withoutTexts(after))) {
      needsTrust.push(`${what} changed from ${show(before)} to ${show(after)}.`);
    }
  };
  compare("servers", old.document["servers"], now.document["servers"]);
  compare("security", old.document["security"], now.document["security"]);
  for (const name of new Set([...old.securitySchemes.keys(), ...now.securitySchemes.keys()])) {
    compare(
      `the security scheme ${name}`,
      old.securitySchemes.get(name)?.node,
      now.securitySchemes.get(name)?.node,
    );
  }

  const known = new Map(old.operations.map((operation) => [operation.name, operation]));
  for (const operation of now.operations) {
    // What a new operation inherits is compared above; what is its own deserves a look.
    const before = known.get(operation.name);
    const { name } = operation;
    if (hasOwnSecurity(before) || hasOwnSecurity(operation)) {
      const inherited = before ?? { security: now.document["security"] };
      compare(`the security of ${name}`, inherited.security, operation.security);
    }
    if (hasOwnServers(before) || hasOwnServers(operation)) {
      const inherited = before ?? now;
      compare(`the servers of ${name}`, nodesOf(inherited.servers), nodesOf(operation.servers));
    }
  }

  const knownHosts = followedHosts(old);
  const newHosts = new Map([...followedHosts(now)].filter(([host]) => !knownHosts.has(host)));
  for (const [host, pointers] of newHosts) {
    for (const pointer of pointers) {
      needsTrust.push(`${pointer} leads to a new host, ${host}.`);
    }
  }
  const seen = mentionedHosts(old);
  const mentions = [...mentionedHosts(now)].filter(
    (host) => !seen.has(host) && !newHosts.has(host),
  );
  return { needsTrust, mentions: mentions.sort() };
}

function hasOwnSecurity(operation: Operation | undefined): boolean {
  return operation?.node["security"] !== undefined;
}

function hasOwnServers(operation: Operation | undefined): boolean {
  return operation?.servers.some(({ level }) => /operation|pathItem/.test(level)) ?? false;
}

function nodesOf(servers: readonly Server[]): unknown[] {
  return servers.map(({ node }) => node);
}

function withoutTexts(value: unknown): unknown {
  if (value === undefined) return undefined;
  return JSON.parse(
    JSON.stringify(value, (key, child) => (key === "description" ? undefined : child)),
  );
}

function show(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
