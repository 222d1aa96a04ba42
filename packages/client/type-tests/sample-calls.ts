/** As much of an OpenAPI document as is read here. */
export interface Description {
  paths: Record<string, Record<string, unknown>>;
  [key: string]: unknown;
}

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  required?: string[];
  nullable?: boolean;
}
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}
interface Operation {
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content?: Record<string, { schema?: Schema }> };
}

/** A call written in TypeScript, and whether it must compile. */
export interface SampleCall {
  operation: string;
  /** What is wrong with it; `undefined` for nothing. */
  fault: string | undefined;
  code: string;
}

/** An object literal in the making; a value that is text stands for itself. */
type Literal = string | Literal[] | { [key: string]: Literal };

const methods = ["get", "put", "post", "delete", "options", "head", "patch"];

/**
 * For every operation one call that is right, and one for every way to misspell one word of it or
 * to leave out something required.
 */
export function sampleCalls(description: Description): SampleCall[] {
  return Object.entries(description.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => method in item)
      .flatMap((method) =>
        callsOf(description, path, method, item as { parameters?: Parameter[] }),
      ),
  );
}

function callsOf(
  description: Description,
  path: string,
  method: string,
  item: { parameters?: Parameter[] },
): SampleCall[] {
  const operation = (item as Record<string, unknown>)[method] as Operation;
  const resolve = <T>(value: T): T => dereference(description, value);
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve);
  const params: { [section: string]: { [name: string]: Literal } } = {};
  for (const { in: section, name, schema = {} } of parameters) {
    if (section === "cookie") continue;
    params[section] = { ...params[section], [name]: sample(description, schema) };
  }
  const requestBody = resolve(operation.requestBody);
  const schema = requestBody?.content?.["application/json"]?.schema;
  const init: { [key: string]: Literal } = {};
  if (Object.keys(params).length > 0) init["params"] = params;
  if (schema) init["body"] = sample(description, schema);

  const calls: SampleCall[] = [];
  const name = `${method.toUpperCase()} ${path}`;
  const add = (fault: string | undefined, at: string, given: Literal, options: string): void => {
    const code = `void kapso.${method.toUpperCase()}(${JSON.stringify(at)}, ${print(given)}, ${options});`;
    calls.push({ operation: name, fault, code });
  };
  add(undefined, path, init, "{ timeout: 1, signal: undefined }");
  add("the path", `${path}x`, init, "{}");
  add("an option", path, init, "{ timeOut: 1 }");
  for (const { place, without } of misspellings(init))
    add(`${place} misspelt`, path, without, "{}");
  for (const { place, without } of omissions(init, parameters, requestBody?.required ?? false)) {
    add(`${place} left out`, path, without, "{}");
  }
  return calls;
}

/** The literal with each key misspelt in its turn. */
function misspellings(literal: Literal, place = ""): { place: string; without: Literal }[] {
  if (Array.isArray(literal)) {
    return literal.flatMap((value, index) =>
      misspellings(value, `${place}[]`).map(({ place, without }) => ({
        place,
        without: literal.with(index, without),
      })),
    );
  }
  if (typeof literal === "string") return [];
  return Object.entries(literal).flatMap(([key, value]) => {
    const here = place ? `${place}.${key}` : key;
    const { [key]: _, ...others } = literal;
    return [
      { place: here, without: { ...others, [`${key}Zz`]: value } },
      ...misspellings(value, here).map(({ place, without }) => ({
        place,
        without: { ...literal, [key]: without },
      })),
    ];
  });
}

/** The init without each value that the OpenAPI document requires. */
function omissions(
  init: { [key: string]: Literal },
  parameters: Parameter[],
  bodyRequired: boolean,
): { place: string; without: Literal }[] {
  const found: { place: string; without: Literal }[] = [];
  const params = (init["params"] ?? {}) as { [section: string]: { [name: string]: Literal } };
  for (const { in: section, name, required } of parameters) {
    if (!required || section === "cookie") continue;
    const { [name]: _, ...others } = params[section] ?? {};
    found.push({ place: name, without: { ...init, params: { ...params, [section]: others } } });
  }
  const { body: _, ...withoutBody } = init;
  if (bodyRequired) found.push({ place: "body", without: withoutBody });
  if (found.length > 0) found.push({ place: "everything", without: {} });
  return found;
}

/** A value that fits a schema, with every property that it names. */
function sample(description: Description, given: Schema, depth = 0): Literal {
  const schema = merged(description, given);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return JSON.stringify(schema.enum.find((value) => value !== null));
  const choices = schema.oneOf ?? schema.anyOf;
  // What a member of a union lacks another one may have, so no misspelling in it is certain.
  if (choices || depth > 12) return "anything";
  const [type] = [schema.type ?? []].flat().filter((one) => one !== "null");
  if (type === "array") return [sample(description, schema.items ?? {}, depth + 1)];
  if (type === "object" || schema.properties) {
    if (!schema.properties || schema.additionalProperties) return "anything";
    const entries = Object.entries(schema.properties);
    return Object.fromEntries(
      entries.map(([key, value]) => [key, sample(description, value, depth + 1)]),
    );
  }
  const scalars: Record<string, string> = {
    string: '"x"',
    integer: "1",
    number: "1",
    boolean: "true",
  };
  return scalars[type ?? ""] ?? "anything";
}

function merged(description: Description, given: Schema): Schema {
  const schema = dereference(description, given);
  if (!schema.allOf) return schema;
  const parts = [
    ...schema.allOf.map((part) => merged(description, part)),
    { ...schema, allOf: [] },
  ];
  const properties = Object.assign({}, ...parts.map((part) => part.properties));
  return Object.assign({}, ...parts, { properties });
}

function dereference<T>(description: Description, value: T): T {
  const reference = (value as { $ref?: string } | undefined)?.$ref;
  if (!reference) return value;
  const target = reference
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], description);
  return dereference(description, target as T);
}

function print(literal: Literal): string {
  if (typeof literal === "string") return literal;
  if (Array.isArray(literal)) return `[${literal.map(print).join(", ")}]`;
  const entries = Object.entries(literal).map(
    ([key, value]) => `${JSON.stringify(key)}: ${print(value)}`,
  );
  return `{ ${entries.join(", ")} }`;
}
