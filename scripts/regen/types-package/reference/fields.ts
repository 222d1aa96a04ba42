import { pointerTo } from "@shared/openapi-model/json-pointer.ts";
import type { Table } from "mdast";
import { code, join, type Phrase, table, text } from "./nodes.ts";
import { type Anchors, type FullSchema, schemaType } from "./schema-type.ts";
import { vendorPhrase } from "./vendor-text.ts";

/** What a section has to know of the page it stands on. */
export interface PageContext {
  anchors: Anchors;
  /** Whether the vendored document has nothing at a pointer, so that an overlay put it there. */
  added(pointer: string): boolean;
}

/** A table of an object's fields, those of objects within it included, by their way: `a.b[].c`. */
export function fieldTable(schema: FullSchema, pointer: string, page: PageContext): Table[] {
  return table(["field", "type", "required", "what it is"], fieldRows(schema, pointer, page, ""));
}

function fieldRows(
  schema: FullSchema,
  pointer: string,
  page: PageContext,
  prefix: string,
): Phrase[][] {
  const parts = (schema.allOf ?? []).flatMap((part, index) => {
    const at = pointerTo(`${pointer}/allOf`, index);
    return part.$ref === undefined
      ? fieldRows(part, at, page, prefix)
      : [
          [
            [text(prefix), text("…")],
            schemaType(part, page.anchors),
            [],
            [text("everything of it")],
          ],
        ];
  });
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = pointerTo(`${pointer}/properties`, name);
    const way = `${prefix}${name}`;
    const required = schema.required?.includes(name) ? [text("yes")] : [];
    const row = [[code(way)], fieldType(field, page.anchors), required, notes(field, at, page)];
    if (field.properties || field.allOf) return [row, ...fieldRows(field, at, page, `${way}.`)];
    if (field.items?.properties) {
      return [row, ...fieldRows(field.items, `${at}/items`, page, `${way}[].`)];
    }
    return [row];
  });
  return [...parts, ...own];
}

/** An object's own fields follow in rows of their own. */
function fieldType(field: FullSchema, anchors: Anchors): Phrase {
  if (field.properties) return schemaType({ ...field, properties: {} }, anchors);
  if (field.items?.properties) return [text("list of objects")];
  return schemaType(field, anchors);
}

/** What a schema says beyond its type: in the vendor's words, then bounds and defaults. */
export function notes(schema: FullSchema, pointer: string, page: PageContext): Phrase {
  const facts: Phrase[] = [];
  const fact = (name: string, value: unknown): void => {
    if (value !== undefined) facts.push([text(`${name} `), code(JSON.stringify(value))]);
  };
  fact("default", schema.default);
  fact("from", schema.minimum);
  fact("to", schema.maximum);
  fact("above", schema.exclusiveMinimum);
  fact("below", schema.exclusiveMaximum);
  fact("characters from", schema.minLength);
  fact("characters to", schema.maxLength);
  fact("items from", schema.minItems);
  fact("items to", schema.maxItems);
  if (schema.pattern !== undefined) facts.push([text("pattern "), code(schema.pattern)]);
  if (schema.uniqueItems) facts.push([text("no item twice")]);
  if (schema.readOnly) facts.push([text("in answers only")]);
  if (schema.writeOnly) facts.push([text("in requests only")]);
  if (schema.deprecated) facts.push([{ type: "strong", children: [text("deprecated")] }]);
  if (page.added(pointer)) facts.push([text("added by an overlay")]);
  const said = vendorPhrase(schema.description);
  const known = join(facts, ", ");
  if (known.length === 0) return said;
  return said.length === 0 ? known : [...said, text(" ("), ...known, text(")")];
}
