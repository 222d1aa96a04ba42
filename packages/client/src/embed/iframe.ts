import { embedUrl } from "./embed-url.ts";

/** A frame's name, and when it loads. */
export interface IframeOptions {
  /**
   * The frame's name for screen readers.
   * @default "Inbox"
   */
  title?: string | undefined;
  /** @default "eager" */
  loading?: "eager" | "lazy" | undefined;
}

/** Attributes of an `<iframe>`, by the names that HTML has for them. */
export interface IframeAttributes {
  /** The embed's URL: a secret. */
  src: string;
  /** The frame's name for screen readers. */
  title: string;
  /** What the inbox may do: everything it needs, but not navigate the page around it. */
  sandbox: string;
  /** `no-referrer`: the inbox does not learn the page's URL. */
  referrerpolicy: "no-referrer";
  /** What the inbox may use of the browser: copying, and neither camera, microphone nor location. */
  allow: string;
  /** Whether it loads at once, or when it comes into view. */
  loading: "eager" | "lazy";
}

/**
 * The attributes of the frame that shows an inbox.
 *
 * @throws TypeError for what is no embed's URL, such as `javascript:…`
 * @example
 * ```ts
 * import { embedUrl, iframeAttributes } from "@shared/kapso-client/embed";
 *
 * const url = embedUrl("https://inbox.kapso.ai/embed/abc").with({ mode: "dark" });
 * const attributes = iframeAttributes(url, { title: "Customers" });
 * ```
 */
export function iframeAttributes(
  url: string,
  { title = "Inbox", loading = "eager" }: IframeOptions = {},
): IframeAttributes {
  return {
    src: embedUrl(url).with({}),
    title,
    sandbox: "allow-scripts allow-same-origin allow-forms allow-popups allow-downloads",
    referrerpolicy: "no-referrer",
    allow: "clipboard-write",
    loading,
  };
}

/** {@link IframeAttributes}, by the names that React has for them. */
export interface ReactIframeProps extends Omit<IframeAttributes, "referrerpolicy"> {
  /** `no-referrer`: the inbox does not learn the page's URL. */
  referrerPolicy: IframeAttributes["referrerpolicy"];
}

/**
 * The same attributes as props of React's `<iframe>`.
 *
 * @throws TypeError for what is no embed's URL, such as `javascript:…`
 * @example
 * ```tsx
 * import { reactIframeProps } from "@shared/kapso-client/embed";
 *
 * export function Inbox({ url }: { url: string }) {
 *   return <iframe {...reactIframeProps(url, { title: "Customers" })} />;
 * }
 * ```
 */
export function reactIframeProps(url: string, options?: IframeOptions): ReactIframeProps {
  const { referrerpolicy: referrerPolicy, ...props } = iframeAttributes(url, options);
  return { ...props, referrerPolicy };
}

/**
 * The frame as HTML, with everything escaped.
 *
 * @example
 * ```ts
 * import { iframeHtml } from "@shared/kapso-client/embed";
 *
 * const html = iframeHtml("https://inbox.kapso.ai/embed/abc", { title: 'Jane "JJ" Doe' });
 * ```
 */
export function iframeHtml(url: string, options?: IframeOptions): string {
  const attributes = Object.entries(iframeAttributes(url, options))
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join("");
  return `<iframe${attributes}></iframe>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
