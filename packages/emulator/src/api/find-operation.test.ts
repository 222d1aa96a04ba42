import { expect, it } from "vitest";
import { prepareDescription } from "../description/description.ts";
import { createFinder } from "./find-operation.ts";

it("prefers a fixed path to one with a parameter, in any order", () => {
  const operation = (operationId: string) => ({ get: { operationId, responses: {} } });
  const { find } = createFinder(
    prepareDescription({
      openapi: "3.1.0",
      paths: {
        "/things/{id}": operation("one"),
        "/things/mine": operation("mine"),
        "/things/{id}/parts": operation("parts"),
        "/things/a.b": operation("dot"),
      },
    }),
  );
  const get = (path: string) => find("GET", path);
  expect(get("/things/mine")?.operation.id).toBe("mine");
  expect(get("/things/7")).toMatchObject({
    operation: { id: "one" },
    pathParameters: { id: "7" },
  });
  expect(get("/things/7/parts/")?.operation.id).toBe("parts");
  expect(get("/things/aXb")?.operation.id).toBe("one");
  expect(get("/things/7/8")).toBeUndefined();
  expect(find("PUT", "/things/7")).toBeUndefined();
});

it("finds an operation below its own server, where it has one", () => {
  const responses = {};
  const finder = createFinder(
    prepareDescription({
      openapi: "3.1.0",
      servers: [{ url: "https://x.example/v1" }],
      paths: {
        "/things": { get: { operationId: "things", responses } },
        "/files": {
          servers: [{ url: "https://x.example/{area}", variables: { area: { default: "media" } } }],
          get: { operationId: "files", responses },
        },
      },
    }),
  );
  const id = (path: string) => finder.find("GET", path)?.operation.id;
  expect(id("/v1/things")).toBe("things");
  expect(id("/media/files")).toBe("files");
  expect(id("/v1/files")).toBeUndefined();
});

function finderOf(...paths: readonly string[]) {
  const operation = (path: string) => ({ get: { operationId: path, responses: {} } });
  return createFinder(
    prepareDescription({
      openapi: "3.1.0",
      paths: Object.fromEntries(paths.map((path) => [path, operation(path)])),
    }),
  );
}

it.each([
  ["/{a}.{b}", "/x.y.z", { a: "x.y", b: "z" }],
  ["/{a}.{b}", "/..", undefined],
  ["/{a}.{b}", "/...", { a: ".", b: "." }],
  ["/{a}{b}", "/xyz", { a: "xy", b: "z" }],
  ["/{a}{b}", "/x", undefined],
  ["/v{a}-{b}!", "/v1-2-3!", { a: "1-2", b: "3" }],
  ["/v{a}-{b}!", "/v-2!", undefined],
  ["/v{a}-{b}!", "/v1-2", undefined],
  ["/v{a}!", "/v!", undefined],
  ["/aba{a}aba", "/aba", undefined],
  ["/{a}..{b}", "/x...y", { a: "x.", b: "y" }],
])(
  "divides the characters of a segment between its parameters: %s and %s",
  (template, path, pathParameters) => {
    const found = finderOf(template).find("GET", path);
    expect(found?.pathParameters).toEqual(pathParameters);
  },
);

it("a path that almost matches many parameters of one segment does not stop the others", () => {
  const { find } = finderOf("/{a}.{b}.{c}.{d}.{e}!", "/{a}{b}{c}{d}{e}!", "/{a}");
  const path = `/${"a.".repeat(8_000)}`;
  expect(find("GET", path)?.operation.id).toBe("/{a}");
});
