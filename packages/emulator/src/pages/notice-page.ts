import { escapeHtml, type Page } from "./page.ts";

const noticeStyle = `
:root { color-scheme: light dark; }
body {
  margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
  background: light-dark(#f3f5f4, #0d1211); color: light-dark(#14201c, #e7efec);
  font: 16px/1.5 ui-sans-serif, system-ui, "Segoe UI", Roboto, sans-serif; text-align: center;
}
h1 { font-size: 1.15rem; margin: 0 0 .4rem; }
p { margin: 0; max-width: 30rem; color: light-dark(#5b6b65, #9db1aa); }
`;

/** A page with a headline and one sentence, for when there is nothing else to show. */
export function noticePage(title: string, sentence: string): Page {
  return {
    title: `${title} · Kapso emulator`,
    style: noticeStyle,
    body: `<main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(sentence)}</p></main>`,
  };
}
