import { resolvePointer } from "@shared/openapi-model/json-pointer.ts";
import {
  type LocatedOperation,
  type OpenApiDocument,
  operationsOf,
} from "@shared/openapi-model/model.ts";
import Slugger from "github-slugger";
import type { Root, RootContent } from "mdast";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import type { VendoredDocument } from "../../source/vendored.ts";
import { fieldTable, notes, type PageContext } from "./fields.ts";
import {
  code,
  heading,
  join,
  link,
  list,
  listItem,
  type Phrase,
  paragraph,
  text,
} from "./nodes.ts";
import { BY_AN_OVERLAY, operationSection } from "./operation-section.ts";
import { type FullSchema, schemaType } from "./schema-type.ts";
import { vendorBlocks } from "./vendor-text.ts";

type FullDocument = OpenApiDocument & {
  servers?: { url: string }[];
  components?: { securitySchemes?: Record<string, { type: string; name?: string; in?: string }> };
};

const UNTAGGED = "Other";
const SCHEMAS = "Schemas";

/**
 * The API for people to read: each operation and each schema of the effective document, with what
 * overlays added to the vendored one.
 */
export function printReference(
  document: OpenApiDocument,
  vendoredApi: OpenApiDocument,
  { file, sha256 }: Pick<VendoredDocument, "file" | "sha256">,
): string {
  const groups = byTag(operationsOf(document));
  const schemas = Object.entries(document.components?.schemas ?? {}) as [string, FullSchema][];
  const { title, version } = document.info;

  // In the order of the headings, since GitHub numbers those that are equal.
  const slugger = new Slugger();
  slugger.slug(title);
  const slugs = new Map<string, string>();
  const operationSlugs = new Map<LocatedOperation, string>();
  for (const [tag, operations] of groups) {
    slugs.set(`tag ${tag}`, slugger.slug(tag));
    for (const one of operations) operationSlugs.set(one, slugger.slug(one.operation.operationId));
  }
  slugs.set(SCHEMAS, slugger.slug(SCHEMAS));
  for (const [name] of schemas) slugs.set(`schema ${name}`, slugger.slug(name));

  const page: PageContext = {
    anchors: (name) => slugs.get(`schema ${name}`),
    added: (pointer) =>
      resolvePointer(document, pointer) !== undefined &&
      resolvePointer(vendoredApi, pointer) === undefined &&
      // What is within something added was added with it.
      resolvePointer(vendoredApi, pointer.replace(/(\/[^/]+){2}$/, "")) !== undefined,
  };
  const contents = [...groups].map(([tag, operations]) => {
    const entries = operations.map((one) => {
      const { path, method, operation } = one;
      const name = link(`#${operationSlugs.get(one)}`, text(operation.operationId));
      return listItem([name, text(" "), code(`${method.toUpperCase()} ${path}`)]);
    });
    return listItem([link(`#${slugs.get(`tag ${tag}`)}`, text(tag))], list(entries));
  });
  const root: Root = {
    type: "root",
    children: [
      { type: "html", value: `<!-- Generated from ${file} by \`pnpm regen\`. Do not edit. -->` },
      heading(1, title),
      paragraph(
        text(`Version ${version}, from the vendored description with SHA-256 `),
        code(sha256),
        text(
          ` and this repository's overlays: ${operationSlugs.size} operations, ${schemas.length} schemas.`,
        ),
      ),
      paragraph(...access(document)),
      list([...contents, listItem([link(`#${slugs.get(SCHEMAS)}`, text(SCHEMAS))])]),
      ...[...groups].flatMap(([tag, operations]) => [
        heading(2, tag),
        ...operations.flatMap((one) => operationSection(document, one, page)),
      ]),
      heading(2, SCHEMAS),
      ...schemas.flatMap(([name, schema]) => schemaSection(name, schema, page)),
    ],
  };
  return remark()
    .use(remarkGfm, { tablePipeAlign: false })
    .use({ settings: { bullet: "-", listItemIndent: "one", rule: "-" } })
    .stringify(root);
}

function schemaSection(name: string, schema: FullSchema, page: PageContext): RootContent[] {
  const pointer = `#/components/schemas/${name}`;
  const fields = fieldTable(schema, pointer, page);
  const { description: _, ...rest } = schema;
  const told =
    fields.length > 0 ? [] : [schemaType(schema, page.anchors), notes(rest, pointer, page)];
  const added = page.added(pointer) && fields.length > 0;
  return [
    heading(3, name),
    ...(added ? [BY_AN_OVERLAY] : []),
    ...vendorBlocks(schema.description),
    ...told.filter((phrase) => phrase.length > 0).map((phrase) => paragraph(...phrase)),
    ...fields,
  ];
}

/** Where requests go, and what they bring along. */
function access({ servers = [], components }: FullDocument): Phrase {
  const addresses = servers.map(({ url }) => [code(url)]);
  const keys = Object.values(components?.securitySchemes ?? {}).flatMap(
    ({ type, name, in: place }) =>
      type === "apiKey" && name && place ? [[code(name), text(` (${place})`)]] : [],
  );
  return [
    ...(addresses.length > 0 ? [text("Below "), ...join(addresses, ", "), text(". ")] : []),
    ...(keys.length > 0 ? [text("The key is sent as "), ...join(keys, " or "), text(".")] : []),
  ];
}

/** Operations by their first tag, in the document's order. */
function byTag(operations: LocatedOperation[]): Map<string, LocatedOperation[]> {
  const groups = new Map<string, LocatedOperation[]>();
  for (const one of operations) {
    const tag = (one.operation as { tags?: string[] }).tags?.[0]?.trim() || UNTAGGED;
    groups.set(tag, [...(groups.get(tag) ?? []), one]);
  }
  return groups;
}
