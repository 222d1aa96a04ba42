import { embedUrl, iframeHtml } from "@shared/kapso-client/embed";
import { html, raw } from "hono/html";
import type { Inbox } from "./inboxes.ts";

const colourModes = ["system", "light", "dark"] as const;
export type Mode = (typeof colourModes)[number];

export function isMode(value: unknown): value is Mode {
  return colourModes.some((mode) => mode === value);
}

export interface DeskPage {
  tabs: readonly Inbox[];
  shown: Inbox;
  embed_url: string;
  mode: Mode;
}

/** The agent's page: tabs for the inboxes, and the frame that shows one. Values are escaped by `html` and `iframeHtml`. */
export function deskPage({ tabs, shown, embed_url, mode }: DeskPage) {
  const frame = iframeHtml(embedUrl(embed_url).with({ mode }), { title: `Inbox: ${shown.title}` });
  const link = (name: string, linkMode: Mode) => `/?inbox=${name}&mode=${linkMode}`;

  return html`<!doctype html>
<html lang="en" data-mode="${mode}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${shown.title} · Support desk</title>
    <style>
      ${raw(styleSheet)}
    </style>
  </head>
  <body>
    <header>
      <h1>Support desk</h1>
      <nav aria-label="Inboxes">
        ${tabs.map(
          ({ name, title }) =>
            html`<a href="${link(name, mode)}" ${name === shown.name ? html`aria-current="page"` : ""}>${title}</a>`,
        )}
      </nav>
      <nav aria-label="Color scheme" class="modes">
        ${colourModes.map(
          (other) =>
            html`<a href="${link(shown.name, other)}" ${other === mode ? html`aria-current="true"` : ""}>${other}</a>`,
        )}
      </nav>
    </header>
    <main>
      ${raw(frame)}
    </main>
  </body>
</html>`;
}

const styleSheet = `
:root { color-scheme: light dark; --ground: light-dark(#f4f5f7, #14171c); --panel: light-dark(#fff, #1d2128);
  --ink: light-dark(#1c2230, #e8ebf1); --quiet: light-dark(#5b6474, #9aa4b5); --line: light-dark(#dfe3ea, #2d333d);
  --accent: light-dark(#0b6e4f, #4cc79a); }
[data-mode="light"] { color-scheme: light; }
[data-mode="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; height: 100dvh; display: grid; grid-template-rows: auto 1fr; background: var(--ground);
  color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; padding: .75rem 1.25rem;
  background: var(--panel); border-bottom: 1px solid var(--line); }
h1 { font-size: 1.05rem; margin: 0; }
nav { display: flex; gap: .25rem; }
.modes { margin-left: auto; }
a { color: var(--quiet); text-decoration: none; padding: .3rem .7rem; border-radius: .5rem; }
a:hover { color: var(--ink); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
a[aria-current] { color: var(--accent); background: var(--ground); font-weight: 600; }
main { padding: 1rem 1.25rem 1.25rem; min-height: 0; }
iframe { width: 100%; height: 100%; border: 1px solid var(--line); border-radius: .75rem; background: var(--panel); }
`;
