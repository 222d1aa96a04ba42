import { sampled } from "@shared/toolkit/test-level.ts";
import { describe, expect, it } from "vitest";
import { validSample } from "./api/sample.ts";
import { type Description, prepareDescription } from "./description/description.ts";
import type { Operation, Parameter } from "./description/operations.ts";
import { isObject, type Json } from "./json.ts";
import { descriptions } from "./testing/descriptions.ts";
import { type DrivenRequest, judgeResponse, send, succeeds } from "./testing/drive.ts";
import { emulatorForTest } from "./testing/emulator.ts";

/**
 * The request that a reader would copy from the document: its example ids and bodies, or, where it
 * has none, the example of a field of the same name or of the thing.
 */
function copiedRequest(description: Description, operation: Operation): DrivenRequest {
  const path: Record<string, string> = {};
  const query: Record<string, string> = {};
  const headers: Record<string, string> = {};
  for (const parameter of operation.parameters) {
    const value = () => String(exampleOf(description, operation, parameter));
    if (parameter.in === "path") path[parameter.name] = value();
    if (parameter.in === "query" && parameter.required) query[parameter.name] = value();
    if (parameter.in === "header" && parameter.required) headers[parameter.name] = value();
  }
  const [media] = operation.body?.content ?? [];
  const sample = media?.schema === undefined ? undefined : validSample(description, media.schema);
  // The sample of this schema has a `scope_id` beside a scope that takes none.
  const blank =
    operation.id === "createInboxEmbed" ? { inbox_embed: { scope_type: "project" } } : sample;
  const body = (media?.examples[0] as Json | undefined) ?? blank;
  return { operation, path, query, headers, body };
}

function exampleOf(description: Description, operation: Operation, parameter: Parameter): unknown {
  const collection = operation.path.split(`/{${parameter.name}}`)[0];
  const things = description.operations
    .filter(({ path }) => path === collection)
    .flatMap(({ responses }) => responses.flatMap(({ content }) => content));
  const named = description.operations.flatMap(({ body, responses }) =>
    [...(body?.content ?? []), ...responses.flatMap(({ content }) => content)].flatMap(
      ({ examples }) => examples,
    ),
  );
  return (
    parameter.examples[0] ??
    things.flatMap(({ examples }) => examples.map((example) => find(example, "id")))[0] ??
    named.map((example) => find(example, parameter.name)).find((id) => id !== undefined) ??
    (parameter.schema === undefined ? "x" : validSample(description, parameter.schema))
  );
}

/** The first value of a name in an example, at any depth. */
function find(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((inner) => find(inner, name)).find(Boolean);
  if (!isObject(value)) return undefined;
  return (
    value[name] ??
    Object.values(value)
      .map((inner) => find(inner, name))
      .find(Boolean)
  );
}

describe.each(descriptions)("%s", (name, document) => {
  const description = prepareDescription(document);

  it("has every id that the document has as an example, with a valid response", async () => {
    const emulator = await emulatorForTest({ spec: document, examples: true });
    const start = emulator.snapshot();
    const operations = sampled(description.operations, 12);
    const faults: string[] = [];
    for (const operation of operations) {
      await emulator.restore(start);
      const request = copiedRequest(description, operation);
      const response = await send(emulator, description, request);
      const complaints = succeeds(operation, response.status)
        ? judgeResponse(description, operation, response)
        : [`responded with ${response.status}: ${response.text.slice(0, 300)}`];
      faults.push(...complaints.map((complaint) => `${operation.id}: ${complaint}`));
    }
    expect(faults).toEqual([]);
    console.log(`${name}: ${operations.length} operations called with the document's examples`);
  });
});
