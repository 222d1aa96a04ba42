import type { OpenApiModel } from "@shared/openapi-model/model.ts";

/** The fragment at which Scalar shows an operation: `tag/inbox-embeds/POST/inbox_embeds`. */
export function referenceAnchor({
  method,
  path,
  node,
}: OpenApiModel["operations"][number]): string {
  const tags: unknown = node["tags"];
  const [tag] = Array.isArray(tags) ? tags : [];
  const place = typeof tag === "string" ? `tag/${slug(tag)}/` : "";
  return encodeURI(`${place}${method.toUpperCase()}${path}`);
}

// As Scalar makes it, in its @scalar/helpers.
function slug(name: string): string {
  return name
    .slice(0, 255)
    .trim()
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, "")
    .replace(/[\s_-]+/g, "-")
    .replace(/^-|-$/g, "");
}
