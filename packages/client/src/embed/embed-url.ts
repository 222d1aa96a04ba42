import { isPrivateHost } from "../private-host.ts";

/** How the inbox looks when it opens: only a first view, and no access control. */
export interface EmbedUrlOptions {
  /** @default the embed's `default_mode` */
  mode?: "light" | "dark" | "system" | undefined;
  /** Which conversations are listed. */
  status?: "active" | "ended" | "all" | undefined;
  /** What is typed into the search field. */
  search?: string | undefined;
  /** Only conversations with something unread. */
  unread?: boolean | undefined;
  /** Only conversations that wait for a person. */
  handoff?: boolean | undefined;
}

/** An embed's URL, with its options. It opens the inbox: it is a secret. */
export interface EmbedUrl {
  /** The URL with options; those that it has already are replaced, or taken away by `undefined`. */
  with(options: EmbedUrlOptions): string;
  /** The URL for the frame, and the origin for the page's policy. */
  readonly origin: string;
}

/**
 * Whether something can be an embed's URL: https (or http on a host that is not public, such as `localhost`), and `/embed/{token}`.
 *
 * @example
 * ```ts
 * import { isEmbedUrl } from "@shared/kapso-client/embed";
 *
 * console.log(isEmbedUrl("https://inbox.kapso.ai/embed/abc")); // true
 * console.log(isEmbedUrl("javascript:alert(1)")); // false
 * ```
 */
export function isEmbedUrl(url: unknown): url is string {
  return parse(url) !== undefined;
}

/**
 * Reads an embed's URL.
 *
 * @throws TypeError for what is none, without quoting it
 * @example
 * ```ts
 * import { embedUrl } from "@shared/kapso-client/embed";
 *
 * const src = embedUrl("https://inbox.kapso.ai/embed/abc").with({ mode: "dark", unread: true });
 * // https://inbox.kapso.ai/embed/abc?mode=dark&unread=1
 * ```
 */
export function embedUrl(url: string): EmbedUrl {
  const read = parse(url);
  if (!read) {
    throw new TypeError(
      "Expected the embed_url of an inbox embed, like https://inbox.kapso.ai/embed/…; another came.",
    );
  }
  return {
    origin: read.origin,
    with(options) {
      const made = new URL(read);
      for (const [name, value] of Object.entries(options)) {
        // `true` is 1 to the inbox; what is off is not there.
        if (value === null || value === undefined || value === false || value === "")
          made.searchParams.delete(name);
        else made.searchParams.set(name, value === true ? "1" : value);
      }
      return made.href;
    },
  };
}

/** A name or an IP address: a URL may also have `*`, `;` or `,` there, which mean more in a policy. */
const hostName = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/;

function parse(given: unknown): URL | undefined {
  try {
    const url = new URL(String(given));
    const safe =
      url.protocol === "https:" || (url.protocol === "http:" && isPrivateHost(url.hostname));
    const plain = !url.username && !url.password;
    return safe && plain && hostName.test(url.hostname) && /^\/embed\/[^/]+$/.test(url.pathname)
      ? url
      : undefined;
  } catch {
    return undefined;
  }
}
