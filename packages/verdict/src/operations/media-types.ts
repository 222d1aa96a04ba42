/** The match of one media type key. */
export type MediaPair =
  | {
      kind: "same" | "charset" | "version" | "replaced" | "to-wildcard" | "from-wildcard";
      old: string;
      new: string;
    }
  | { kind: "inside-wildcard"; old: string; new: string };

export interface MediaMatching {
  pairs: MediaPair[];
  gone: string[];
  come: string[];
}

export function matchMediaTypes(
  oldNames: readonly string[],
  newNames: readonly string[],
): MediaMatching {
  const gone = [...oldNames];
  const come = [...newNames];
  const pairs: MediaPair[] = [];
  const matchBy = (
    kind: MediaPair["kind"],
    fits: (oldText: string, newText: string) => boolean,
  ) => {
    for (const oldText of [...gone]) {
      const at = come.findIndex((newText) => fits(oldText, newText));
      const newName = come[at];
      if (newName === undefined) continue;
      pairs.push({ kind, old: oldText, new: newName });
      gone.splice(gone.indexOf(oldText), 1);
      come.splice(at, 1);
    }
  };
  matchBy("same", (oldText, newText) => normal(oldText) === normal(newText));
  matchBy("charset", (oldText, newText) => withoutCharset(oldText) === withoutCharset(newText));
  matchBy("version", (oldText, newText) => essence(oldText) === essence(newText));
  matchBy("to-wildcard", (oldText, newText) => holds(newText, oldText));
  matchBy("from-wildcard", (oldText, newText) => holds(oldText, newText));
  for (const newText of [...come]) {
    const wildcard = oldNames.find((oldText) => holds(oldText, newText));
    if (wildcard === undefined) continue;
    pairs.push({ kind: "inside-wildcard", old: wildcard, new: newText });
    come.splice(come.indexOf(newText), 1);
  }
  // The only one that went and the only one that came.
  if (gone.length === 1 && come.length === 1) matchBy("replaced", () => true);
  return { pairs, gone, come };
}

/** A body of another kind, such as CSV instead of JSON, has no places in common to compare. */
export function areComparable({ kind, old: oldText, new: newText }: MediaPair): boolean {
  const isJson = (mediaType: string) => /[/+]json$/.test(essence(mediaType));
  return kind !== "replaced" || (isJson(oldText) && isJson(newText));
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
