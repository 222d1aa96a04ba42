import type { OpenApiModel } from "@shared/openapi-model/model.ts";
import { referencesIn, walk } from "@shared/openapi-model/walk.ts";

/** Reserved (RFC 6761), so that a URL without a host of its own differs from any other. */
const noHost = "document.invalid";

/** The host that a program goes to for a URL; `undefined` for a relative one and for no URL. */
export function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url, `https://${noHost}/`)) return undefined;
  const { host } = new URL(url, `https://${noHost}/`);
  return host === "" || host === noHost ? undefined : host;
}

/** Hosts that programs go to, each with the pointers of the places that name it. */
export function followedHosts(model: OpenApiModel): Map<string, string[]> {
  const hosts = new Map<string, string[]>();
  const add = (url: string | undefined, pointer: string) => {
    const host = hostOf(url);
    if (host === undefined || hosts.get(host)?.includes(pointer)) return;
    hosts.set(host, [...(hosts.get(host) ?? []), pointer]);
  };
  for (const { value, pointer } of referencesIn(model.document)) add(value, pointer);
  // With their variables filled.
  const { operations, webhooks, callbacks } = model;
  for (const { servers } of [model, ...operations, ...webhooks, ...callbacks]) {
    for (const { url, pointer } of servers) add(url, `${pointer}/url`);
  }
  return hosts;
}

/** Hosts in any text or value of the document, followed or not. */
export function mentionedHosts({ document }: OpenApiModel): Set<string> {
  const hosts = new Set<string>();
  walk(document, ({ node }) => {
    if (typeof node !== "string") return;
    for (const [, host = ""] of node.matchAll(/https?:\/\/([^/\s?#"'<>)\]`]+)/gi)) {
      hosts.add(host.toLowerCase());
    }
  });
  return hosts;
}
