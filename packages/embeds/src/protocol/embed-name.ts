import { InboxEmbedError } from "../embeds-error.ts";

/** The part of an embed's name that says to whom it belongs. */
export interface EmbedTag {
  deployment: string;
  /** 64 bits of the key's SHA-256: the key itself may say more than an agent should read. */
  keyHash: string;
  nonce: string;
}

const deploymentPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const tagPattern = /(?:^| )([A-Za-z0-9][A-Za-z0-9._-]{0,39}):([0-9a-f]{16}):([0-9a-f]{32})$/;
const readableLength = 80;

/** `Support desk shop-production:8f…:3c…`: the readable name, then the tag. */
export function writeName(readable: string | null | undefined, tag: EmbedTag): string {
  const name = (readable ?? "").trim().slice(0, readableLength).trim();
  return `${name}${name && " "}${tag.deployment}:${tag.keyHash}:${tag.nonce}`;
}

/** Reads what {@link writeName} wrote; `undefined` for every other name. */
export function readName(name: string | null | undefined): EmbedTag | undefined {
  const [, deployment, keyHash, nonce] = tagPattern.exec(name ?? "") ?? [];
  return deployment && keyHash && nonce ? { deployment, keyHash, nonce } : undefined;
}

export function newNonce(): string {
  return crypto.randomUUID().replaceAll("-", "");
}

export async function hashKey(key: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return [...new Uint8Array(digest).subarray(0, 8)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

/** Two deployments that shared a name would revoke each other's embeds, so there is no default. */
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
    `deployment must name this service and its environment, for example "shop-production": up to 40 letters, digits, dots, dashes and underscores; got ${got}. Every store needs its own deployment: two stores that share one would revoke each other's embeds.`,
  );
}

export function checkKey(key: unknown): string {
  if (typeof key === "string" && key.trim() !== "" && !key.includes("\0")) return key;
  throw new InboxEmbedError(
    "input",
    'key must say what the embed is for, for example "customer:42": a string that is not blank and contains no NUL.',
  );
}
