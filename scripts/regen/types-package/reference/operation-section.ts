import { pointerTo } from "@shared/openapi-model/json-pointer.ts";
import {
  type ApiResponse,
  dereference,
  type LocatedOperation,
  type MediaType,
  type OpenApiDocument,
  type Parameter,
  type Reference,
  type RequestBody,
} from "@shared/openapi-model/model.ts";
import type { Paragraph, RootContent } from "mdast";
import { fieldTable, notes, type PageContext } from "./fields.ts";
import { code, heading, join, type Phrase, paragraph, table, text } from "./nodes.ts";
import { type FullSchema, schemaType } from "./schema-type.ts";
import { vendorBlocks, vendorPhrase } from "./vendor-text.ts";

type FullParameter = Parameter & {
  description?: string;
  schema?: FullSchema;
  deprecated?: boolean;
};
type FullResponse = ApiResponse & { description?: string; headers?: Record<string, unknown> };

/** A sentence for a whole section. */
export const BY_AN_OVERLAY: Paragraph = paragraph(
  text("Not in the vendored document: an overlay adds it."),
);

/** One operation: what is sent, what is answered, and what it says when it refuses. */
export function operationSection(
  document: OpenApiDocument,
  { path, method, operation, pathItem }: LocatedOperation,
  page: PageContext,
): RootContent[] {
  const pointer = pointerTo(pointerTo("#/paths", path), method);
  const { operationId, summary, description, deprecated } = operation;
  return [
    heading(3, operationId),
    paragraph(code(`${method.toUpperCase()} ${path}`), ...(summary ? [text(`: ${summary}`)] : [])),
    ...(deprecated ? [paragraph({ type: "strong", children: [text("Deprecated.")] })] : []),
    ...(page.added(pointer) ? [BY_AN_OVERLAY] : []),
    ...vendorBlocks(description),
    ...parameters(
      document,
      [
        ...located(pathItem.parameters, pointerTo("#/paths", path)),
        ...located(operation.parameters, pointer),
      ],
      page,
    ),
    ...requestBody(document, operation.requestBody, pointer, page),
    ...responses(document, operation.responses ?? {}, `${pointer}/responses`, page),
  ];
}

type LocatedParameter = [pointer: string, parameter: Parameter | Reference];

function located(list: (Parameter | Reference)[] = [], parent: string): LocatedParameter[] {
  return list.map((one, index) => [pointerTo(`${parent}/parameters`, index), one]);
}

function parameters(
  document: OpenApiDocument,
  list: LocatedParameter[],
  page: PageContext,
): RootContent[] {
  const byName = new Map<string, [pointer: string, parameter: FullParameter]>();
  // An operation's own parameter takes the place of its path's.
  for (const [pointer, one] of list) {
    const parameter: FullParameter = dereference(document, one);
    byName.set(`${parameter.in} ${parameter.name}`, [pointer, parameter]);
  }
  const rows = [...byName.values()].map(([pointer, parameter]): Phrase[] => {
    const { name, schema = {}, required, deprecated, description = schema.description } = parameter;
    const facts = { ...schema, description, deprecated: deprecated ?? schema.deprecated };
    return [
      [code(name)],
      [text(parameter.in)],
      schemaType(schema, page.anchors),
      required ? [text("yes")] : [],
      notes(facts as FullSchema, pointer, page),
    ];
  });
  return table(["parameter", "in", "type", "required", "what it is"], rows);
}

function requestBody(
  document: OpenApiDocument,
  body: RequestBody | Reference | undefined,
  pointer: string,
  page: PageContext,
): RootContent[] {
  if (!body) return [];
  const { content, required = false } = dereference(document, body);
  const parent = "$ref" in body ? body.$ref : `${pointer}/requestBody`;
  return Object.entries(content).flatMap(([mediaType, { schema = {} }]) => {
    const at = schema.$ref ?? `${pointerTo(`${parent}/content`, mediaType)}/schema`;
    const whole: FullSchema = dereference(document, schema);
    const lead = [text(required ? "Body, as " : "Body, if any, as "), code(mediaType), text(": ")];
    return [
      paragraph(...lead, ...schemaType(schema as FullSchema, page.anchors), text(".")),
      ...fieldTable(whole, at, page),
    ];
  });
}

function responses(
  document: OpenApiDocument,
  all: Record<string, ApiResponse | Reference>,
  pointer: string,
  page: PageContext,
): RootContent[] {
  const rows = Object.entries(all).map(([status, one]): Phrase[] => {
    const { content = {}, description, headers = {} }: FullResponse = dereference(document, one);
    const bodies = Object.values(content).map((media: MediaType) =>
      schemaType((media.schema ?? {}) as FullSchema, page.anchors),
    );
    const names = Object.keys(headers).map((name) => [code(name)]);
    return [
      [code(status)],
      bodies.length > 0 ? join(bodies, " or ") : [text("no body")],
      [
        ...vendorPhrase(description),
        ...(names.length > 0 ? [text(" (headers: "), ...join(names, ", "), text(")")] : []),
        ...(page.added(pointerTo(pointer, status)) ? [text(" (added by an overlay)")] : []),
      ],
    ];
  });
  const refused = ([cell]: Phrase[]): boolean => {
    const status = cell?.[0];
    return status?.type === "inlineCode" && !/^[123]/.test(status.value);
  };
  const answered = rows.filter((row) => !refused(row));
  return [
    ...table(["answer", "body", "when"], answered),
    ...table(["error", "body", "when"], rows.filter(refused)),
  ];
}
