import {
  dereference,
  type LocatedOperation,
  METHODS,
  type MediaType,
  type Method,
  type OpenApiDocument,
  operationsOf,
  type Parameter,
} from "@shared/openapi-model/model.ts";
import { pascalCase, quote } from "../document/type-names.ts";
import { oneLine } from "./named-schemas.ts";
import { ERROR_STATUSES, SUCCESS_STATUSES } from "./statuses.ts";

/**
 * Prints, per operation, a named init interface and a named result union, and per verb a flat
 * interface from path to both. The table only points into openapi-typescript's output, so that
 * checking a call costs a look-up instead of an evaluation of the whole description.
 */
export function printCallTable(document: OpenApiDocument): string {
  const operations = operationsOf(document);
  const otherStatuses = new Map<string, number[]>();
  const declarations = operations.map((located) =>
    [printInit(document, located), printResult(document, located, otherStatuses)].join("\n"),
  );
  const aliases = [...otherStatuses].map(
    ([name, statuses]) => `type ${name} = ${statuses.join(" | ")};`,
  );
  const tables = METHODS.map((method) => printTable(document, method, operations));
  return withPreamble([...declarations, ...aliases, ...tables].join("\n\n"));
}

/** Only what is used, since the package is compiled with `noUnusedLocals`. */
function withPreamble(body: string): string {
  const results = ["Err", "Loose", "Ok"].filter((name) => body.includes(`${name}<`));
  const aliases = [
    { name: "S", of: "components", type: `components["schemas"]` },
    { name: "O", of: "operations", type: "operations" },
  ].filter(({ name }) => new RegExp(`\\b${name}\\[`).test(body));
  const imports = [
    { names: results, from: "../../call-result.ts" },
    { names: aliases.map(({ of }) => of), from: "./openapi.gen.ts" },
  ].filter(({ names }) => names.length > 0);
  const lines = [
    ...imports.map(({ names, from }) => `import type { ${names.join(", ")} } from "${from}";`),
    ...aliases.map(({ name, type }) => `type ${name} = ${type};`),
  ];
  return `${lines.join("\n")}\n\n${body}`;
}

function initName({ operation }: LocatedOperation): string {
  return `${pascalCase(operation.operationId)}Init`;
}

function resultName({ operation }: LocatedOperation): string {
  return `${pascalCase(operation.operationId)}Result`;
}

function operationType({ operation }: LocatedOperation): string {
  return `O[${quote(operation.operationId)}]`;
}

function docComment({ operation, method, path }: LocatedOperation): string {
  const summary = operation.summary ? ` ${oneLine(operation.summary).replace(/\.?$/, ".")}` : "";
  const deprecated = operation.deprecated ? " @deprecated" : "";
  return `/** \`${method.toUpperCase()} ${path}\`:${summary}${deprecated} */`;
}

function printInit(document: OpenApiDocument, located: LocatedOperation): string {
  const members: string[] = [];
  const sections = parameterSections(document, located);
  if (sections.length > 0) {
    const required = sections.some((section) => section.required);
    const types = sections.map(({ name, required }) => {
      const type = `NonNullable<${operationType(located)}["parameters"]["${name}"]>`;
      return `${name}${required ? "" : "?"}: ${name === "path" ? type : `Loose<${type}>`}`;
    });
    members.push(`params${required ? "" : "?"}: { ${types.join("; ")} };`);
  }
  const body = requestBody(document, located);
  if (body) members.push(`body${body.required ? "" : "?"}: ${body.type};`);
  return `${docComment(located)}\nexport interface ${initName(located)} { ${members.join(" ")} }`;
}

type Section = "path" | "query" | "header" | "cookie";

function parameterSections(
  document: OpenApiDocument,
  { operation, pathItem }: LocatedOperation,
): { name: Section; required: boolean }[] {
  const parameters = new Map<string, Parameter>();
  for (const parameter of [...(pathItem.parameters ?? []), ...(operation.parameters ?? [])]) {
    const resolved = dereference<Parameter>(document, parameter);
    parameters.set(`${resolved.in} ${resolved.name}`, resolved);
  }
  const names: Section[] = ["path", "query", "header", "cookie"];
  return names.flatMap((name) => {
    const section = [...parameters.values()].filter((parameter) => parameter.in === name);
    const required = name === "path" || section.some((parameter) => parameter.required === true);
    return section.length > 0 ? [{ name, required }] : [];
  });
}

function requestBody(
  document: OpenApiDocument,
  located: LocatedOperation,
): { type: string; required: boolean } | undefined {
  if (!located.operation.requestBody) return undefined;
  const { content, required = false } = dereference(document, located.operation.requestBody);
  const owner = `${required ? "" : "NonNullable<"}${operationType(located)}["requestBody"]${required ? "" : ">"}`;
  const jsonTypes = Object.keys(content).filter(isJson);
  const mediaTypes = jsonTypes.length > 0 ? jsonTypes : Object.keys(content);
  const types = mediaTypes.map((mediaType) =>
    mediaType === "multipart/form-data"
      ? "FormData"
      : contentType(owner, mediaType, content[mediaType]),
  );
  return types.length > 0 ? { type: union(types), required } : undefined;
}

function printResult(
  document: OpenApiDocument,
  located: LocatedOperation,
  otherStatuses: Map<string, number[]>,
): string {
  const responses = Object.entries(located.operation.responses ?? {});
  const explicit = responses.map(([status]) => Number(status)).filter(Number.isInteger);
  const successes = new Map<string, (number | string)[]>();
  const errors = new Map<string, (number | string)[]>();
  const add = (groups: typeof errors, type: string, statuses: (number | string)[]) =>
    groups.set(type, [...(groups.get(type) ?? []), ...statuses]);

  let remaining = ERROR_STATUSES.filter((status) => !explicit.includes(status));
  for (const [key, response] of responses) {
    const { content = {} } = dereference(document, response);
    const statusKey = /^\d+$/.test(key) ? key : quote(key);
    const owner = `${operationType(located)}["responses"][${statusKey}]`;
    const jsonTypes = Object.keys(content).filter(isJson);
    const mediaTypes = jsonTypes.length > 0 ? jsonTypes : Object.keys(content);
    const type = union(
      mediaTypes.map((mediaType) => contentType(owner, mediaType, content[mediaType])),
    );
    if (/^[23]\d\d$/.test(key)) add(successes, type, [Number(key)]);
    else if (/^\d+$/.test(key)) add(errors, errorType(type), [Number(key)]);
    else if (/^2xx$/i.test(key)) {
      add(
        successes,
        type,
        SUCCESS_STATUSES.filter((status) => !explicit.includes(status)),
      );
    } else if (/^[45]xx$/i.test(key)) {
      const inRange = remaining.filter((status) => String(status)[0] === key[0]);
      remaining = remaining.filter((status) => !inRange.includes(status));
      add(errors, errorType(type), inRange);
    } else if (key === "default") {
      add(errors, errorType(type), [otherAlias(remaining, otherStatuses)]);
      remaining = [];
    }
  }
  if (remaining.length > 0) add(errors, "object", [otherAlias(remaining, otherStatuses)]);
  if (successes.size === 0) successes.set("unknown", [...SUCCESS_STATUSES]);

  const members = [
    ...[...successes].map(([type, statuses]) => `Ok<${union(statuses)}, ${type}>`),
    ...[...errors].map(([type, statuses]) => `Err<${union(statuses)}, ${type}>`),
  ];
  return `export type ${resultName(located)} = ${members.join(" | ")};`;
}

/** A declared error without content still arrives with something to read: see `Err`. */
function errorType(type: string): string {
  return type === "undefined" ? "object" : type;
}

function otherAlias(remaining: number[], known: Map<string, number[]>): string {
  const missing = ERROR_STATUSES.filter((status) => !remaining.includes(status));
  const name = ["Other", ...missing].join("_");
  known.set(name, remaining);
  return name;
}

function contentType(owner: string, mediaType: string, media: MediaType | undefined): string {
  const reference = media?.schema?.$ref?.match(/^#\/components\/schemas\/([^/]+)$/)?.[1];
  if (reference !== undefined) {
    const schema = decodeURIComponent(reference).replaceAll("~1", "/").replaceAll("~0", "~");
    return `S[${quote(schema)}]`;
  }
  return `${owner}["content"][${quote(mediaType)}]`;
}

function isJson(mediaType: string): boolean {
  return /^[^;]*[/+]json\b/i.test(mediaType);
}

function union(types: readonly (string | number)[]): string {
  return types.length === 0 ? "undefined" : [...new Set(types)].join(" | ");
}

function printTable(
  document: OpenApiDocument,
  method: Method,
  operations: LocatedOperation[],
): string {
  const rows = operations
    .filter((located) => located.method === method)
    .map((located) => {
      const needed =
        parameterSections(document, located).some(({ required }) => required) ||
        requestBody(document, located)?.required === true;
      const init = `[init${needed ? "" : "?"}: ${initName(located)}]`;
      return `${docComment(located)}\n${quote(located.path)}: { init: ${init}; result: ${resultName(located)} };`;
    });
  return `export interface ${method.toUpperCase()}Calls {\n${rows.join("\n")}\n}`;
}
