export { contentSecurityPolicy } from "./embed/content-security-policy.ts";
export { type EmbedUrl, type EmbedUrlOptions, embedUrl, isEmbedUrl } from "./embed/embed-url.ts";
export {
  type IframeAttributes,
  type IframeOptions,
  iframeAttributes,
  iframeHtml,
} from "./embed/iframe.ts";
