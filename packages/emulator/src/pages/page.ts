import { createHash } from "node:crypto";

/** A page that carries everything it needs. */
export interface Page {
  title: string;
  lang?: string;
  mode?: string;
  style: string;
  script?: string;
  /** URLs, on the page's own origin, of the scripts to load before `script`. */
  scripts?: readonly string[];
  /** Whether scripts may add styles. */
  inlineStyles?: boolean;
  /** The content of `body`, already escaped. */
  body: string;
  /** Additions to the Content-Security-Policy, such as `frame-ancestors`. */
  policy?: readonly string[];
}

/** A page as it goes to the wire. */
export interface RenderedPage {
  status: number;
  html: string;
  headers: Readonly<Record<string, string>>;
}

/** Writes a page and the headers that go with it; nothing outside the page can run or load in it. */
export function renderPage(status: number, page: Page): RenderedPage {
  const { title, lang = "en", mode = "system", style, script, body, policy = [] } = page;
  const { scripts = [], inlineStyles = false } = page;
  const html = `<!doctype html>
<html lang="${escapeHtml(lang)}" data-mode="${escapeHtml(mode)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
${body}
${scripts.map((url) => `<script src="${escapeHtml(url)}"></script>`).join("\n")}
${script === undefined ? "" : `<script>${script}</script>`}
</body>
</html>
`;
  const directives = [
    "default-src 'none'",
    `style-src ${inlineStyles ? "'unsafe-inline'" : hashSource(style)}`,
    ...(script === undefined
      ? []
      : [`script-src ${scripts.length > 0 ? "'self' " : ""}${hashSource(script)}`]),
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    ...policy,
  ];
  return {
    status,
    html,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": directives.join("; "),
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    },
  };
}

function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** Text made safe to stand in HTML, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
