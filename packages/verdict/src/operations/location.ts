/** The names of the places of an operation, the same in both comparisons, so that their findings join. */
export function bodyLocation(mediaType: string): string {
  return withMediaType("request", mediaType);
}

export function responseLocation(status: string, mediaType?: string): string {
  const base = `response ${status}`;
  return mediaType === undefined ? base : withMediaType(base, mediaType);
}

export function headerLocation(status: string, name: string): string {
  return `response ${status} header ${name.toLowerCase()}`;
}

export function parameterLocation(where: string, name: string): string {
  return `${where} parameter ${where === "header" ? name.toLowerCase() : name}`;
}

function withMediaType(base: string, mediaType: string): string {
  const plain = mediaType.split(";")[0]?.trim().toLowerCase();
  return plain === "application/json" ? base : `${base} (${mediaType})`;
}

export function locationBelow(base: string, path: string): string {
  return path === "" ? base : `${base} ${path.replace(/^\./, "")}`;
}
