import { isDeepStrictEqual } from "node:util";
import { pointerTo } from "@shared/openapi-model/json-pointer.ts";
import { type OpenApiDocument, operationsOf } from "@shared/openapi-model/model.ts";
import { hostOf } from "./same-api.ts";

export interface TrustReport {
  /** What does not pass without `--trust-changes`, in sentences. */
  needsTrust: string[];
  /** New hosts in texts and examples: nothing follows them, somebody may want to know. */
  mentions: string[];
}

/**
 * Compares where a program would send requests and credentials. A poisoned description would not
 * break types: it would move the key.
 */
export function trustReport(vendored: OpenApiDocument, incoming: OpenApiDocument): TrustReport {
  const needsTrust: string[] = [];
  const before = vendored as unknown as Root;
  const after = incoming as unknown as Root;

  const changed = (what: string, old: unknown, next: unknown) => {
    if (!isDeepStrictEqual(withoutTexts(old), withoutTexts(next))) {
      needsTrust.push(`${what} changed from ${show(old)} to ${show(next)}.`);
    }
  };
  changed("servers", before.servers, after.servers);
  changed("security", before.security, after.security);
  const schemes = new Set([
    ...Object.keys(before.components?.securitySchemes ?? {}),
    ...Object.keys(after.components?.securitySchemes ?? {}),
  ]);
  for (const name of schemes) {
    changed(
      `the security scheme ${name}`,
      before.components?.securitySchemes?.[name],
      after.components?.securitySchemes?.[name],
    );
  }

  const known = new Map(
    operationsOf(vendored).map(({ path, method, operation }) => [`${method} ${path}`, operation]),
  );
  for (const { path, method, operation } of operationsOf(incoming)) {
    const old = known.get(`${method} ${path}`) as Secured | undefined;
    const name = `${method.toUpperCase()} ${path}`;
    if (old) {
      changed(`the security of ${name}`, old.security, (operation as Secured).security);
      changed(`the servers of ${name}`, old.servers, (operation as Secured).servers);
    } else if ((operation as Secured).security !== undefined) {
      // A new operation that opts out of the key, or into another one, deserves a look too.
      changed(`the security of ${name}`, after.security, (operation as Secured).security);
    }
  }

  const knownHosts = new Set(hostsIn(before).map(({ host }) => host));
  const newHosts = hostsIn(after).filter(({ host }) => !knownHosts.has(host));
  for (const { host, pointer } of newHosts.filter(({ followed }) => followed)) {
    needsTrust.push(`${pointer} leads to a new host, ${host}.`);
  }
  const mentions = new Set(newHosts.filter(({ followed }) => !followed).map(({ host }) => host));
  return { needsTrust, mentions: [...mentions].sort() };
}

interface Root {
  servers?: unknown;
  security?: unknown;
  components?: { securitySchemes?: Record<string, unknown> };
}

interface Secured {
  security?: unknown;
  servers?: unknown;
}

/** Keys whose URL a program follows; the rest are examples and texts. */
const FOLLOWED = new Set([
  "authorizationUrl",
  "tokenUrl",
  "refreshUrl",
  "openIdConnectUrl",
  "deviceAuthorizationUrl",
  "operationRef",
  "$ref",
  "$schema",
  "jsonSchemaDialect",
]);

function hostsIn(root: object): { host: string; pointer: string; followed: boolean }[] {
  const found: { host: string; pointer: string; followed: boolean }[] = [];
  const walk = (node: unknown, key: string, pointer: string, inExample: boolean): void => {
    if (typeof node === "string") {
      const isServer = key === "url" && /\/servers?(\/\d+)?\/url$/.test(pointer);
      const followed = !inExample && (FOLLOWED.has(key) || isServer);
      const host = hostOf(node);
      if (host !== undefined) found.push({ host, pointer, followed });
      for (const [, mentioned] of node.matchAll(/https?:\/\/([^/\s?#"'<>)\]`]+)/gi)) {
        const text = mentioned?.toLowerCase();
        if (text !== undefined && text !== host) {
          found.push({ host: text, pointer, followed: false });
        }
      }
      return;
    }
    if (typeof node !== "object" || node === null) return;
    for (const [name, child] of Object.entries(node)) {
      // A callback is an address that the API will call, written as a key.
      const here = pointerTo(pointer, name);
      const callback = /\/callbacks\/[^/]+$/.test(pointer) ? hostOf(name) : undefined;
      if (callback !== undefined) found.push({ host: callback, pointer: here, followed: true });
      const isExample = ["example", "examples", "default", "const", "enum"].includes(name);
      walk(child, name, here, inExample || (isExample && !pointer.endsWith("/properties")));
    }
  };
  walk(root, "", "#", false);
  return found;
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
