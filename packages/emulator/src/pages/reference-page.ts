import { type Page, type RenderedPage, renderPage } from "./page.ts";

/** What a page that renders an OpenAPI document needs to load. */
export interface ReferenceSources {
  title: string;
  /** URL of the OpenAPI document, as the page reaches it. */
  documentUrl: string;
  /** URL of Scalar's `standalone.js`, as the page reaches it. */
  scriptUrl: string;
  /** The key that "Test Request" sends; undefined for none. */
  key?: { scheme: string; value: string } | undefined;
}

/**
 * The HTML page, with its headers, that renders an OpenAPI document with Scalar. The page loads
 * nothing but the two given URLs: telemetry, outside fonts, the proxy and the hosted tools are off,
 * and the Content-Security-Policy refuses other origins.
 */
export function referencePage({
  title,
  documentUrl,
  scriptUrl,
  key,
}: ReferenceSources): RenderedPage {
  const configuration = {
    url: documentUrl,
    telemetry: false,
    withDefaultFonts: false,
    proxyUrl: "",
    persistAuth: false,
    hideClientButton: true,
    showDeveloperTools: "never",
    agent: { disabled: true },
    mcp: { disabled: true },
    ...(key && {
      authentication: {
        preferredSecurityScheme: key.scheme,
        securitySchemes: { [key.scheme]: { value: key.value } },
      },
    }),
  };
  // "<" would end the script element early.
  const json = JSON.stringify(configuration).replaceAll("<", "\\u003c");
  const page: Page = {
    title,
    style: "body { margin: 0; }",
    inlineStyles: true,
    scripts: [scriptUrl],
    script: `Scalar.createApiReference("#reference", ${json});`,
    body: '<div id="reference"></div>',
    policy: ["connect-src 'self'", "font-src data:", "frame-ancestors 'none'"],
  };
  return renderPage(200, page);
}
