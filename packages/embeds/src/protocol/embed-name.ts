import { InboxEmbedError } from "../embeds-error.ts";

/** The part of an embed's name that names its deployment, key and nonce. */
export interface EmbedTag {
  deployment: string;
  /** 64 bits of the key's SHA-256: agents see the name, and must not see the key. */
  keyHash: string;
  nonce: string;
}

const deploymentPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const tagPattern =
  /(?:^| )\[([A-Za-z0-9][A-Za-z0-9._-]{0,39}):([A-Za-z0-9_-]{11}):([A-Za-z0-9_-]{16})\]$/;
/** UTF-16 units. */
const readableLength = 80;
const loneSurrogate = /\p{Surrogate}/u;

/**
 * `Support desk [shop-production:Fb3qKZ0aQbY:9mUoXlCkq2v_Rk0T]`: the part for people comes first,
 * the tag last.
 */
export function writeName(readable: string | null | undefined, tag: EmbedTag): string {
  const name = readableName(readable);
  return `${name}${name && " "}[${tag.deployment}:${tag.keyHash}:${tag.nonce}]`;
}

/** The part of a name that is for people: without white space around it, cut between characters. */
export function readableName(given: string | null | undefined): string {
  let name = "";
  for (const { segment } of new Intl.Segmenter().segment((given ?? "").trim())) {
    if (name.length + segment.length > readableLength) break;
    name += loneSurrogate.test(segment) ? "\uFFFD" : segment;
  }
  return name.trim();
}

/** Reads what {@link writeName} wrote; `undefined` for every other name. */
export function readName(name: string | null | undefined): EmbedTag | undefined {
  const [, deployment, keyHash, nonce] = tagPattern.exec(name ?? "") ?? [];
  return deployment && keyHash && nonce ? { deployment, keyHash, nonce } : undefined;
}

/** 96 random bits. */
export function newNonce(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(12)));
}

export async function hashKey(key: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return toBase64Url(new Uint8Array(digest).subarray(0, 8));
}

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Two stores with one deployment would revoke each other's embeds, so there is no default. */
export function checkDeployment(deployment: unknown): string {
  if (typeof deployment === "string" && deploymentPattern.test(deployment)) return deployment;
  const got =
    deployment === undefined
      ? "nothing"
      : typeof deployment === "string"
        ? `"${deployment}"`
        : typeof deployment;
  throw new InboxEmbedError(
    "input",
    `deployment must name this service and its environment, for example "shop-production": up to 40 letters, digits, dots, dashes and underscores; got ${got}. Use one deployment per store: two stores with the same deployment would revoke each other's embeds.`,
  );
}

export function checkKey(key: unknown): string {
  if (
    typeof key === "string" &&
    key.trim() !== "" &&
    !key.includes("\0") &&
    !loneSurrogate.test(key)
  ) {
    return key;
  }
  throw new InboxEmbedError(
    "input",
    'key must name the purpose of the embed, for example "customer:42": a string that is not blank and contains neither NUL nor half a character (a lone surrogate).',
  );
}
