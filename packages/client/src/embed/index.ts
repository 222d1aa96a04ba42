export { contentSecurityPolicy } from "./content-security-policy.ts";
export { type EmbedUrl, type EmbedUrlOptions, embedUrl, isEmbedUrl } from "./embed-url.ts";
export {
  type IframeAttributes,
  type IframeOptions,
  iframeAttributes,
  iframeHtml,
  type ReactIframeProps,
  reactIframeProps,
} from "./iframe.ts";
