/** The text between a document's `<!-- name:begin … -->` and `<!-- name:end -->`. */
export function readSection(document: string, name: string): string {
  return split(document, name)[1].trim();
}

/** The document with another text there. */
export function writeSection(document: string, name: string, content: string): string {
  const [before, , after] = split(document, name);
  return `${before}\n${content}\n${after}`;
}

function split(document: string, name: string): [before: string, content: string, after: string] {
  const match = new RegExp(
    `^([\\s\\S]*<!-- ${name}:begin\\b[^\\n]*-->\\n)([\\s\\S]*?)(<!-- ${name}:end -->[\\s\\S]*)$`,
  ).exec(document);
  const [, before, content, after] = match ?? [];
  if (before === undefined || content === undefined || after === undefined) {
    throw new Error(
      `The document has no lines <!-- ${name}:begin --> and <!-- ${name}:end -->. Add them.`,
    );
  }
  return [before, content, after];
}
