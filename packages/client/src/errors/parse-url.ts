/** A URL, or `undefined` where the text is none. (`URL.parse` came with Node 22.) */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
