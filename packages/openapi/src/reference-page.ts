const opening = /^(`{3,}|~{3,})\s*ya?ml\b[^\n]*\n/m;

/** The vendor's reference pages are Markdown with a slice of the document in a fence. */
export function looksLikePage(source: string, text: string): boolean {
  return /\.mdx?$/i.test(source.replace(/[?#].*$/, "")) || opening.test(text);
}

/** The first YAML fence's content that is an OpenAPI document, byte for byte, without the fence lines. */
export function fenceOf(markdown: string): string | undefined {
  let rest = markdown;
  for (let start = opening.exec(rest); start; start = opening.exec(rest)) {
    const fence = start[1] ?? "";
    const body = rest.slice(start.index + start[0].length);
    const closing = new RegExp(`^${fence}${fence[0]}*[ \\t]*\\r?$`, "m").exec(body);
    if (!closing) return undefined;
    const content = body.slice(0, closing.index);
    if (/^openapi:/m.test(content)) return content;
    rest = body.slice(closing.index + closing[0].length);
  }
  return undefined;
}
