import { isObject, type JsonObject } from "@shared/openapi-model/document.ts";
import { grouped } from "@shared/openapi-model/grouped.ts";
import type { OpenApiModel, Operation, WalkedModel } from "@shared/openapi-model/model.ts";
import { type Server, serverOf, unknownBase } from "@shared/openapi-model/servers.ts";
import { referencesIn } from "@shared/openapi-model/walk.ts";

/** A destination of requests or credentials: equal keys are equal destinations, the text is for messages. */
export interface Destination {
  key: string;
  text: string;
}

/** Every server of the document, those of links and of path items without operations too. */
export function allServers({ nodes }: WalkedModel): Server[] {
  return nodes.flatMap(({ node, kind, pointer }) =>
    kind === "server" && isObject(node) && typeof node["url"] === "string"
      ? [serverOf(node, "document", pointer)]
      : [],
  );
}

/** The destinations of requests. The written form of a server counts too, since programs resolve it differently. */
export function serversDestination(servers: readonly Server[]): Destination {
  const parts = servers.map((server) => {
    const { template, node } = server;
    return {
      key: stableText([template, withoutTexts(node["variables"])]),
      text: addressOf(server),
    };
  });
  return {
    key: parts.map(({ key }) => key).join("\n"),
    text: parts.map(({ text }) => text).join(" or "),
  };
}

function addressOf({ url, template, filled, node }: Server): string {
  const address = url?.startsWith(unknownBase)
    ? `${url.slice(unknownBase.length - 1)} of the host that serves the document`
    : (url ?? "no address");
  if (template === filled) return address;
  return `${address} (${template} with ${JSON.stringify(withoutTexts(node["variables"]))})`;
}

/** The credentials of an operation's requests. */
export function credentialsDestination(
  { securitySchemes }: OpenApiModel,
  security: readonly JsonObject[],
): Destination {
  const alternatives = security.map((alternative) =>
    Object.entries(alternative).map(([name, scopes]) => {
      const scheme = withoutTexts(securitySchemes.get(name)?.node ?? name);
      return { key: [scheme, scopes], text: credentialText(scheme) };
    }),
  );
  const texts = alternatives.map((all) => all.map(({ text }) => text).join(" and ") || nothing);
  return {
    key: stableText(alternatives.map((all) => all.map(({ key }) => key))),
    text: texts.join(" or ") || nothing,
  };
}

const nothing = "no credential";

function credentialText(scheme: unknown): string {
  if (!isObject(scheme)) return String(scheme);
  if (scheme["type"] === "apiKey") return `the key in the ${scheme["in"]} ${scheme["name"]}`;
  if (scheme["type"] === "http") return `HTTP ${scheme["scheme"]} authentication`;
  return stableText(scheme);
}

/** Addresses that a program may follow, with their places. */
export function followedAddresses(model: WalkedModel): Map<string, string[]> {
  const found: { address: string; pointer: string }[] = [];
  const add = (address: string, pointer: string) => found.push({ address, pointer });
  for (const { url, template, pointer } of allServers(model)) add(url ?? template, pointer);
  for (const { kind, value, pointer } of referencesIn(model.document, model.nodes)) {
    if (kind === "callback" && !isCallersOwn(value)) add(resolved(value), pointer);
    if (urlKinds.has(kind) && !value.startsWith("#")) add(resolved(value), pointer);
  }
  const addresses = grouped(found, ({ address }) => address);
  return new Map([...addresses].map(([address, all]) => [address, all.map((one) => one.pointer)]));
}

const urlKinds: ReadonlySet<string> = new Set([
  "operationRef",
  "openIdConnectUrl",
  "authorizationUrl",
  "tokenUrl",
  "refreshUrl",
  "deviceAuthorizationUrl",
]);

/** A callback's address whose host comes from the caller's request: `{$request.body#/url}`. */
function isCallersOwn(expression: string): boolean {
  return /^\{\$request\.[^{}]+\}(?:[/?#][^\\@]*)?$/.test(expression);
}

function resolved(url: string): string {
  const filled = URL.canParse(url, unknownBase) ? new URL(url, unknownBase).href : url;
  return filled.startsWith(unknownBase) ? url : filled;
}

/** The host of an absolute address. */
export function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).host : undefined;
}

/** Hosts in any text or value of the document, followed or not. */
export function mentionedHosts({ nodes }: WalkedModel): Set<string> {
  const hosts = new Set<string>();
  for (const { node } of nodes) {
    if (typeof node !== "string") continue;
    for (const [, host = ""] of node.matchAll(/https?:\/\/([^/\s?#"'<>)\]`]+)/gi)) {
      hosts.add(host.toLowerCase());
    }
  }
  return hosts;
}

/** An operation's method and path, also behind a path item's reference. */
export function byName(operations: readonly Operation[]): Map<string, Operation> {
  return new Map(operations.map((operation) => [operation.name, operation]));
}

/** A copy without texts for readers. */
export function withoutTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, child]) => !(key === "description" && typeof child === "string"))
      .map(([key, child]) => [key, withoutTexts(child)]),
  );
}

/** The same text for values that differ in the order of their keys only. */
export function stableText(value: unknown): string {
  return (
    JSON.stringify(value, (_, child) =>
      isObject(child)
        ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)))
        : child,
    ) ?? "nothing"
  );
}
