/** What became of one media type key. */
export type MediaPair =
  | {
      kind: "same" | "charset" | "version" | "to-wildcard" | "from-wildcard";
      old: string;
      now: string;
    }
  | { kind: "inside-wildcard"; old: string; now: string };

export interface MediaMatching {
  pairs: MediaPair[];
  gone: string[];
  come: string[];
}

export function matchMediaTypes(
  before: readonly string[],
  after: readonly string[],
): MediaMatching {
  const gone = [...before];
  const come = [...after];
  const pairs: MediaPair[] = [];
  const matchBy = (kind: MediaPair["kind"], fits: (old: string, now: string) => boolean) => {
    for (const old of [...gone]) {
      const at = come.findIndex((now) => fits(old, now));
      const now = come[at];
      if (now === undefined) continue;
      pairs.push({ kind, old, now });
      gone.splice(gone.indexOf(old), 1);
      come.splice(at, 1);
    }
  };
  matchBy("same", (old, now) => normal(old) === normal(now));
  matchBy("charset", (old, now) => withoutCharset(old) === withoutCharset(now));
  matchBy("version", (old, now) => essence(old) === essence(now));
  matchBy("to-wildcard", (old, now) => holds(now, old));
  matchBy("from-wildcard", (old, now) => holds(old, now));
  for (const now of [...come]) {
    const wildcard = before.find((old) => holds(old, now));
    if (wildcard === undefined) continue;
    pairs.push({ kind: "inside-wildcard", old: wildcard, now });
    come.splice(come.indexOf(now), 1);
  }
  return { pairs, gone, come };
}

export function essence(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

function parameters(mediaType: string): string[] {
  return mediaType
    .split(";")
    .slice(1)
    .map((text) =>
      text
        .trim()
        .toLowerCase()
        .replace(/\s*=\s*"?/, "=")
        .replace(/"$/, ""),
    )
    .sort();
}

function normal(mediaType: string): string {
  return [essence(mediaType), ...parameters(mediaType)].join(";");
}

function withoutCharset(mediaType: string): string {
  const meaning = parameters(mediaType).filter((text) => !/^(charset|boundary|q)=/.test(text));
  return [essence(mediaType), ...meaning].join(";");
}

function isWildcard(mediaType: string): boolean {
  return essence(mediaType).includes("*");
}

export function holds(wildcard: string, mediaType: string): boolean {
  if (!isWildcard(wildcard) || essence(wildcard) === essence(mediaType)) return false;
  const [type, subtype] = essence(wildcard).split("/");
  const [ownType] = essence(mediaType).split("/");
  return type === "*" || (subtype === "*" && type === ownType);
}
