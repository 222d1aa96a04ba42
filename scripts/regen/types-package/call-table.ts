import { METHODS, type MediaType, type Method } from "@shared/openapi-model/document.ts";
import { pointerSegments } from "@shared/openapi-model/json-pointer.ts";
import type { OpenApiModel, Operation } from "@shared/openapi-model/model.ts";
import { camelCase, pascalCase } from "../document/type-names.ts";
import { readable, readableBody } from "./media-types.ts";
import { errorStatuses, successStatuses } from "./statuses.ts";
import { docComment, literal } from "./typescript-printer.ts";

/**
 * Prints, per operation, a named init interface and a named result union, and per verb a flat
 * interface from path to both. The table only points into openapi-typescript's output, so that
 * checking a call costs a look-up instead of an evaluation of the whole document.
 */
export function printCallTable({ operations }: OpenApiModel): string {
  const others = new Map<string, readonly number[]>();
  const declarations = operations.map((operation) =>
    [printInit(operation), printResult(operation, others)].join("\n"),
  );
  const tables = METHODS.map((method) => printTable(method, operations));
  const whole = [...tables, printOperations(operations), printTables()];
  return withPreamble([...declarations, ...printOthers(others), ...whole].join("\n\n"));
}

/** Only used names, since the package is compiled with `noUnusedLocals`. */
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

function initName({ id }: Operation): string {
  return `${pascalCase(id)}Init`;
}

function resultName({ id }: Operation): string {
  return `${pascalCase(id)}Result`;
}

function operationType({ id }: Operation): string {
  return `O[${literal(id)}]`;
}

function commentOf({ name, node }: Operation): string {
  const summary = node.summary ? ` ${node.summary.trim().replace(/\.?$/, ".")}` : "";
  const comment = docComment(`\`${name}\`:${summary}`);
  return node.deprecated ? comment.replace(/ \*\/$/, " @deprecated */") : comment;
}

/** An editor shows the comment over a call's `params` and `body` too: over the path it shows none. */
function printInit(operation: Operation): string {
  const comment = commentOf(operation);
  const members: string[] = [];
  const sections = parameterSections(operation);
  if (sections.length > 0) {
    const required = sections.some((section) => section.required);
    const types = sections.map(({ name, required }) => {
      const type = `NonNullable<${operationType(operation)}["parameters"]["${name}"]>`;
      return `${name}${required ? "" : "?"}: ${name === "path" ? type : `Loose<${type}>`}`;
    });
    members.push(comment, `params${required ? "" : "?"}: { ${types.join("; ")} };`);
  }
  const body = requestBody(operation);
  if (body) members.push(comment, `body${body.required ? "" : "?"}: ${body.type};`);
  return `${comment}\nexport interface ${initName(operation)} {\n${members.join("\n")}\n}`;
}

const sectionNames = ["path", "query", "header", "cookie"] as const;

function parameterSections({ parameters }: Operation) {
  return sectionNames.flatMap((name) => {
    const section = parameters.filter(({ node }) => node.in === name);
    const required = name === "path" || section.some(({ node }) => node.required === true);
    return section.length > 0 ? [{ name, required }] : [];
  });
}

function requestBody(operation: Operation): { type: string; required: boolean } | undefined {
  if (!operation.requestBody) return undefined;
  const { content, required = false } = operation.requestBody.node;
  const type = `${operationType(operation)}["requestBody"]`;
  const owner = required ? type : `NonNullable<${type}>`;
  const types = readable(content).map((mediaType) =>
    mediaType === "multipart/form-data"
      ? "FormData"
      : contentType(owner, mediaType, content[mediaType]),
  );
  return types.length > 0 ? { type: union(types), required } : undefined;
}

function printResult(operation: Operation, others: Map<string, readonly number[]>): string {
  const { responses } = operation;
  const { as } = readableBody(operation);
  const successType = { json: undefined, text: "string", arrayBuffer: "ArrayBuffer" }[as];
  const explicit = responses.map(({ status }) => Number(status)).filter(Number.isInteger);
  const successes = new Map<string, (number | string)[]>();
  const errors = new Map<string, (number | string)[]>();
  const add = (groups: typeof errors, type: string, statuses: (number | string)[]) =>
    groups.set(type, [...(groups.get(type) ?? []), ...statuses]);

  let remaining = errorStatuses.filter((status) => !explicit.includes(status));
  for (const { status: key, node } of responses) {
    const { content = {} } = node;
    const statusKey = /^\d+$/.test(key) ? key : literal(key);
    const owner = `${operationType(operation)}["responses"][${statusKey}]`;
    const isSuccess = key.startsWith("2");
    const type = union(
      readable(content).map(
        (mediaType) =>
          (isSuccess && successType) || contentType(owner, mediaType, content[mediaType]),
      ),
    );
    if (/^[23]\d\d$/.test(key)) add(successes, type, [Number(key)]);
    else if (/^\d+$/.test(key)) add(errors, errorType(type), [Number(key)]);
    else if (/^2xx$/i.test(key)) {
      add(
        successes,
        type,
        successStatuses.filter((status) => !explicit.includes(status)),
      );
    } else if (/^[45]xx$/i.test(key)) {
      const inRange = remaining.filter((status) => String(status)[0] === key[0]);
      remaining = remaining.filter((status) => !inRange.includes(status));
      add(errors, errorType(type), inRange);
    } else if (key === "default") {
      add(errors, errorType(type), [otherThan(remaining, others)]);
      remaining = [];
    }
  }
  if (remaining.length > 0) add(errors, "object", [otherThan(remaining, others)]);
  if (successes.size === 0) successes.set("unknown", [...successStatuses]);

  const members = [
    ...[...successes].map(([type, statuses]) => `Ok<${union(statuses)}, ${type}>`),
    ...[...errors].map(([type, statuses]) => `Err<${union(statuses)}, ${type}>`),
  ];
  return `${commentOf(operation)}\nexport type ${resultName(operation)} = ${members.join(" | ")};`;
}

/** A declared error without content still has a body to read: see `Err`. */
function errorType(type: string): string {
  return type === "undefined" ? "object" : type;
}

/** The remaining statuses, in a form that an editor shows briefly. */
function otherThan(remaining: readonly number[], others: Map<string, readonly number[]>): string {
  const documented = errorStatuses.filter((status) => !remaining.includes(status));
  const name =
    documented.length > 0 ? `other 4xx/5xx than ${documented.join(" | ")}` : "any 4xx/5xx";
  others.set(name, remaining);
  return `ErrorStatus<${literal(name)}>`;
}

/**
 * The statuses by those names. In two lists, since TypeScript shows the alias of a union, and not of
 * a look-up. `Exclude` costs 490 instantiations for each set of statuses.
 */
function printOthers(others: ReadonlyMap<string, readonly number[]>): string[] {
  if (others.size === 0) return [];
  const lists = (name: string, from: number, to: number): string => {
    const rows = [...others].map(([key, statuses]) => {
      const listed = statuses.filter((status) => status >= from && status < to);
      return `${literal(key)}: ${listed.join(" | ") || "never"};`;
    });
    return `interface ${name} {\n${rows.join("\n")}\n}`;
  };
  return [
    lists("ClientErrors", 400, 500),
    lists("ServerErrors", 500, 600),
    `/** The statuses that an operation does not document, out of all in use. */
export type ErrorStatus<Which extends keyof ClientErrors> = ClientErrors[Which] | ServerErrors[Which];`,
  ];
}

function contentType(owner: string, mediaType: string, media: MediaType | undefined): string {
  const [components, schemas, schema, ...rest] = pointerSegments(media?.schema?.$ref ?? "");
  if (components === "components" && schemas === "schemas" && schema && rest.length === 0) {
    return `S[${literal(schema)}]`;
  }
  return `${owner}["content"][${literal(mediaType)}]`;
}

function union(types: readonly (string | number)[]): string {
  return types.length === 0 ? "undefined" : [...new Set(types)].join(" | ");
}

function printTable(method: Method, operations: readonly Operation[]): string {
  const rows = operations
    .filter((operation) => operation.method === method)
    .map((operation) => {
      const needed =
        parameterSections(operation).some(({ required }) => required) ||
        requestBody(operation)?.required === true;
      const init = `[init${needed ? "" : "?"}: ${initName(operation)}]`;
      return `${commentOf(operation)}\n${literal(operation.path)}: { init: ${init}; result: ${resultName(operation)} };`;
    });
  return `export interface ${method.toUpperCase()}Calls {\n${rows.join("\n")}\n}`;
}

/** The methods that the client has a function for. */
export function callable(operations: readonly Operation[]): Operation[] {
  return operations.filter(({ method }) => method !== "trace");
}

function printOperations(operations: readonly Operation[]): string {
  const rows = callable(operations).map((operation) => {
    const call = `${operation.method.toUpperCase()}Calls[${literal(operation.path)}]`;
    return `${commentOf(operation)}\n${camelCase(operation.id)}: ${call};`;
  });
  return `/** The operations by their ids, in camel case. */\nexport interface OperationCalls {\n${rows.join("\n")}\n}`;
}

function printTables(): string {
  const methods = METHODS.map((method) => method.toUpperCase());
  const rows = methods.map((method) => `${method}: ${method}Calls;`);
  return `/** The whole document, as \`createKapsoClient<CallTable>\` takes it. */\nexport interface CallTable {\n${rows.join("\n")}\noperations: OperationCalls;\n}`;
}
