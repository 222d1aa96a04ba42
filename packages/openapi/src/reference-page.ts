/** The vendor's reference pages are Markdown with a slice of the document in a fence. */
export function looksLikePage(source: string, text: string): boolean {
  return /\.mdx?$/i.test(source.replace(/[?#].*$/, "")) || OPENING.test(text);
}

const OPENING = /^(`{3,}|~{3,})\s*ya?ml\b[^\n]*\n/m;

/** The first YAML fence's content that is a description, byte for byte, without the fence lines. */
export function fenceOf(markdown: string): string | undefined {
  let rest = markdown;
  for (let opening = OPENING.exec(rest); opening; opening = OPENING.exec(rest)) {
    const fence = opening[1] ?? "";
    const body = rest.slice(opening.index + opening[0].length);
    const closing = new RegExp(`^${fence}${fence[0]}*[ \\t]*\\r?$`, "m").exec(body);
    if (!closing) return undefined;
    const content = body.slice(0, closing.index);
    if (/^openapi:/m.test(content)) return content;
    rest = body.slice(closing.index + closing[0].length);
  }
  return undefined;
}
