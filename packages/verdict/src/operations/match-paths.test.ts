import { describe, expect, it } from "vitest";
import { openDocument } from "../document/open-document.ts";
import { createSchemaReader } from "../schema/canonical-schema.ts";
import { described, ok } from "../testing/documents.ts";
import { matchPaths, shadowedBy } from "./match-paths.ts";
import { type PathView, pathViews } from "./operation-view.ts";

function sideOf(paths: readonly string[], server?: string) {
  const items = Object.fromEntries(paths.map((path) => [path, { get: { responses: ok } }]));
  const document = openDocument(
    described(items, server ? { servers: [{ url: server }] } : {}),
    "one",
  );
  return { document, reader: createSchemaReader(document) };
}

function match(
  oldNames: string[],
  newNames: string[],
  servers: { old?: string; new?: string } = {},
) {
  const oldDocument = sideOf(oldNames, servers.old);
  const newDocument = sideOf(newNames, servers.new);
  const { pairs, gone, come } = matchPaths(
    pathViews(oldDocument),
    pathViews(newDocument),
    oldDocument,
    newDocument,
  );
  return {
    pairs: pairs.map((pair) => [pair.rule, pair.old.path, pair.new.path]),
    gone: gone.map(({ path }) => path),
    come: come.map(({ path }) => path),
  };
}

describe("matchPaths", () => {
  it("takes the same key first, then the same template", () => {
    expect(match(["/a/{id}", "/b"], ["/b", "/a/{key}"])).toEqual({
      pairs: [
        ["same", "/b", "/b"],
        ["template-renamed", "/a/{id}", "/a/{key}"],
      ],
      gone: [],
      come: [],
    });
  });

  it("matches the same URL behind another base path", () => {
    const { pairs } = match(["/a"], ["/v1/a"], {
      old: "https://x.example.com/v1/",
      new: "https://x.example.com",
    });
    expect(pairs).toEqual([["prefix-moved", "/a", "/v1/a"]]);
  });

  it("distinguishes another spelling from another path", () => {
    expect(match(["/Things"], ["/things/"]).pairs).toEqual([["respelt", "/Things", "/things/"]]);
    expect(match(["/things"], ["/others"])).toEqual({
      pairs: [],
      gone: ["/things"],
      come: ["/others"],
    });
  });
});

/** The same views, which count how often their paths are read. */
function counted(views: ReadonlyMap<string, PathView>) {
  const count = { reads: 0 };
  const watched = [...views].map(([path, view]): [string, PathView] => [
    path,
    {
      ...view,
      get path() {
        count.reads += 1;
        return path;
      },
    },
  ]);
  return { views: new Map(watched), count };
}

describe("a new path that takes calls of an old one", () => {
  const shadowed = (oldNames: readonly string[], newName: string) => {
    const side = sideOf(oldNames);
    const [view] = pathViews(sideOf([newName])).values();
    return view && shadowedBy(pathViews(side), side)(view)?.path;
  };

  it.each([
    [["/a", "/a/{id}"], "/a/me", "/a/{id}"],
    [["/{x}/b", "/{x}/{y}"], "/a/b", "/{x}/b"],
    [["/{x}/{y}", "/{x}/b"], "/a/b", "/{x}/{y}"],
    [["/{x}/{y}"], "/{z}/b", "/{x}/{y}"],
    [["/{x}/{y}"], "/{z}/{u}", undefined],
    [["/a/{id}"], "/b/me", undefined],
    [["/a/{id}"], "/a/me/x", undefined],
  ])("of %j, %s takes those of %s", (oldNames, newName, expected) => {
    expect(shadowed(oldNames, newName)).toBe(expected);
  });

  it("is compared with the old paths that are like it, and no others", () => {
    const names = Array.from({ length: 100 }, (_, index) => `/area_${index}/{id}`);
    const side = sideOf(names);
    const { views, count } = counted(pathViews(side));
    const takes = shadowedBy(views, side);
    for (const view of pathViews(
      sideOf(names.map((name) => name.replace("{id}", "me"))),
    ).values()) {
      expect(takes(view)).toBeDefined();
    }
    expect(count.reads).toBeLessThan(names.length * 5);
  });
});

it("the operations of a path are not looked for among all operations", () => {
  const names = Array.from({ length: 100 }, (_, index) => `/area_${index}`);
  const side = sideOf(names);
  let reads = 0;
  const operations = side.document.model.operations.map((operation) => ({
    ...operation,
    get path() {
      reads += 1;
      return operation.path;
    },
  }));
  const document = { ...side.document, model: { ...side.document.model, operations } };
  expect(pathViews({ ...side, document }).size).toBe(names.length);
  expect(reads).toBeLessThan(names.length * 5);
});
