import { successResponse } from "../api/declared-response.ts";
import { sample, validSample } from "../api/sample.ts";
import type { Description } from "../description/description.ts";
import { locate } from "../description/document.ts";
import type { Operation, Parameter } from "../description/operations.ts";
import { isObject, type Json } from "../json.ts";
import type { Emulator } from "../options.ts";
import { findResources } from "../resources/find-resources.ts";

/** A request to one operation, ready to be sent or spoilt. */
export interface DrivenRequest {
  operation: Operation;
  path: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  body: Json | undefined;
}

/** A request with one thing wrong in it, and what that is. */
export interface BrokenRequest extends DrivenRequest {
  kind: string;
  raw?: string;
}

/** Sends a driven request; `keyed: false` leaves the API key out. */
export async function send(
  emulator: Emulator,
  description: Description,
  request: DrivenRequest & { raw?: string },
): Promise<{ status: number; body: unknown; text: string; headers: Headers }> {
  const path = request.operation.path.replace(/\{([^{}]+)\}/g, (_, name) =>
    encodeURIComponent(request.path[name] ?? ""),
  );
  const search = new URLSearchParams(request.query);
  const text =
    request.raw ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  const response = await fetch(`${emulator.url}${description.basePath}${path}?${search}`, {
    method: request.operation.method,
    headers: {
      [description.keyHeader]: emulator.apiKey,
      ...(text !== undefined && { "Content-Type": "application/json" }),
      ...request.headers,
    },
    ...(text !== undefined && request.operation.method !== "GET" && { body: text }),
  });
  const received = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return {
    status: response.status,
    text: received,
    body: isJson ? JSON.parse(received) : undefined,
    headers: response.headers,
  };
}

/**
 * A request that the spec accepts: the examples of the document where it has some, samples
 * of its schemas elsewhere. Things whose ids are in the path are created first.
 */
export async function prepare(
  emulator: Emulator,
  description: Description,
  operation: Operation,
): Promise<DrivenRequest> {
  const path: Record<string, string> = Object.fromEntries(
    [...operation.path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => [name, "x"]),
  );
  for (const parameter of operation.parameters.filter((candidate) => candidate.in === "path")) {
    path[parameter.name] =
      (await createdId(emulator, description, operation, parameter, path)) ??
      String(sampleOf(description, parameter));
  }
  const query: Record<string, string> = {};
  const headers: Record<string, string> = {};
  for (const parameter of operation.parameters) {
    if (!parameter.required) continue;
    const value = String(sampleOf(description, parameter));
    if (parameter.in === "query") query[parameter.name] = value;
    if (parameter.in === "header") headers[parameter.name] = value;
  }
  return { operation, path, query, headers, body: exampleBody(description, operation) };
}

function sampleOf(description: Description, { schema }: Parameter): Json {
  return schema === undefined ? "x" : validSample(description, schema);
}

function exampleBody(description: Description, operation: Operation): Json | undefined {
  const media = operation.body?.content[0];
  if (!media?.schema) return undefined;
  const { schema } = media;
  const fits = (value: unknown) => description.checkSchema(schema, value).length === 0;
  if (operation.path === "/inbox_embeds") return { inbox_embed: { scope_type: "project" } };
  const candidates = [
    ...media.examples,
    validSample(description, schema),
    sample(description.model, schema, { useExamples: false }),
  ];
  return candidates.find(fits) as Json | undefined;
}

async function createdId(
  emulator: Emulator,
  description: Description,
  operation: Operation,
  parameter: Parameter,
  above: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const resource = findResources(description).find(
    ({ collection, parameter: name }) =>
      `${operation.path}/`.startsWith(`${collection}/{${name}}/`) && name === parameter.name,
  );
  if (!resource) return undefined;
  const request = await prepare(emulator, description, resource.create);
  const response = await send(emulator, description, {
    ...request,
    path: { ...request.path, ...above },
  });
  const whole = response.body;
  const thing = isObject(whole) && isObject(whole["data"]) ? whole["data"] : whole;
  return isObject(thing) ? String(thing[resource.key]) : undefined;
}

/** The problems of a response against the spec; empty when it is as declared. */
export function judgeResponse(
  description: Description,
  operation: Operation,
  response: { status: number; body: unknown; text: string },
): readonly string[] {
  const declared = operation.responses.find(({ status }) => status === String(response.status));
  if (!declared)
    return [`status ${response.status} is not declared: ${response.text.slice(0, 200)}`];
  const schema = declared.content[0]?.schema;
  if (schema === undefined) return response.text === "" ? [] : ["a body where none is declared"];
  return description
    .checkSchema(schema, response.body)
    .map((error) => `${error.instancePath} ${error.message}`);
}

export function succeeds(operation: Operation, status: number): boolean {
  return status === successResponse(operation).status;
}

/** The same request, broken in every way that the spec rejects. */
export function breakRequest(
  description: Description,
  good: DrivenRequest,
): readonly BrokenRequest[] {
  const { operation } = good;
  const broken: BrokenRequest[] = [
    { ...good, kind: "missing key", headers: { ...good.headers, [description.keyHeader]: "" } },
    {
      ...good,
      kind: "key in another header",
      headers: { ...good.headers, [description.keyHeader]: "", Authorization: "Bearer key" },
    },
    { ...good, kind: "wrong key", headers: { ...good.headers, [description.keyHeader]: "no" } },
  ];
  for (const parameter of operation.parameters) {
    for (const [kind, value] of wrongTexts(description, parameter)) {
      if (parameter.in === "path") {
        broken.push({ ...good, kind, path: { ...good.path, [parameter.name]: value } });
      } else if (parameter.in === "query") {
        broken.push({ ...good, kind, query: { ...good.query, [parameter.name]: value } });
      }
    }
    if (parameter.required && parameter.in === "query") {
      const { [parameter.name]: _, ...query } = good.query;
      broken.push({ ...good, kind: "missing required", query });
    }
    if (parameter.required && parameter.in === "header") {
      broken.push({ ...good, kind: "missing required", headers: {} });
    }
  }
  const schema = operation.body?.content[0]?.schema;
  if (schema !== undefined && good.body !== undefined) {
    broken.push({ ...good, kind: "malformed body", raw: '{"a":' });
    for (const [kind, body] of wrongValues(description, schema, good.body)) {
      // A variant that the schema still accepts (for example an open union) is not broken.
      if (description.checkSchema(schema, body).length > 0) broken.push({ ...good, kind, body });
    }
  }
  return broken;
}

function wrongTexts(
  description: Description,
  parameter: Parameter,
): readonly (readonly [kind: string, value: string])[] {
  const { schema } = parameter;
  if (schema === undefined) return [];
  const node = locate(description.model, schema)?.node ?? {};
  const candidates: readonly (readonly [string, string])[] = [
    [node["enum"] ? "unknown enum value" : "wrong type", "no-such-value"],
    ["bad format", "not~formatted"],
    ["out of bounds", "-1"],
  ];
  const wanted = candidates.filter(([, value]) => {
    const readings = [value, Number(value), [value], [Number(value)]];
    return readings.every((reading) => description.checkSchema(schema, reading).length > 0);
  });
  return wanted.map(([kind, value]) => [
    kind === "wrong type" && node["format"] ? "bad format" : kind,
    value,
  ]);
}

function wrongValues(
  description: Description,
  schema: string,
  value: Json,
): readonly (readonly [kind: string, value: Json])[] {
  const found: (readonly [string, Json])[] = [["wrong type", [value]]];
  if (!isObject(value)) return found;
  const shape = description.shapeOf(schema);
  for (const [name, inner] of Object.entries(value)) {
    const { [name]: _, ...without } = value;
    if (shape?.required.has(name)) found.push(["missing required", without]);
    found.push(["wrong type", { ...value, [name]: { not: ["this"] } }]);
    found.push(["wrong type", { ...value, [name]: 12.5 }]);
    const property = shape?.properties.get(name);
    if (property === undefined) continue;
    const node = locate(description.model, property)?.node ?? {};
    if (node["enum"]) found.push(["unknown enum value", { ...value, [name]: "no-such-value" }]);
    if (node["format"] || node["pattern"]) {
      found.push(["bad format", { ...value, [name]: "not~formatted" }]);
    }
    for (const [kind, deeper] of wrongValues(description, property, inner)) {
      found.push([kind, { ...value, [name]: deeper }]);
    }
  }
  return found;
}
