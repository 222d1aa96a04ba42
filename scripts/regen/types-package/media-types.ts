import type { MediaType } from "@shared/openapi-model/document.ts";
import type { Operation } from "@shared/openapi-model/model.ts";

/** The JSON media types if there are any, else all. */
export function readable(content: Record<string, MediaType>): string[] {
  const mediaTypes = Object.keys(content);
  const json = mediaTypes.filter((mediaType) => /^[^;]*[/+]json\b/i.test(mediaType));
  return json.length > 0 ? json : mediaTypes;
}

/** The media types that the client accepts for the successes of an operation, and how it reads them. */
export interface ReadableBody {
  accept: string;
  as: "json" | "text" | "arrayBuffer";
}

const single = /^[\w.+-]+\/[\w.+-]+$/;
/** Not the `openxml` of office documents, which are archives. */
const textual = /^text\/|[/+-](xml|yaml|ndjson|jsonl)/;

/** JSON if a success may be JSON, also with a wildcard; else text if there are text types; else bytes. */
export function readableBody({ responses }: Operation): ReadableBody {
  const all = responses
    .filter(({ status }) => /^2/.test(status))
    .flatMap(({ node: { content = {} } }) => readable(content))
    .map((mediaType) => (mediaType.split(";")[0] ?? "").trim().toLowerCase());
  if (all.length === 0 || !all.every((one) => single.test(one) && !/[/+]json\b/.test(one))) {
    return { accept: "application/json", as: "json" };
  }
  const texts = all.filter((mediaType) => textual.test(mediaType));
  return texts.length > 0
    ? { accept: [...new Set(texts)].join(", "), as: "text" }
    : { accept: [...new Set(all)].join(", "), as: "arrayBuffer" };
}
