import { describe, expect, it } from "vitest";
import { openDocument } from "../document/open-document.ts";
import { createSchemaReader } from "../schema/canonical-schema.ts";
import { described, ok } from "../testing/documents.ts";
import { matchPaths } from "./match-paths.ts";
import { pathViews } from "./operation-view.ts";

function match(
  oldNames: string[],
  newNames: string[],
  servers: { old?: string; new?: string } = {},
) {
  const side = (paths: string[], server: string | undefined) => {
    const items = Object.fromEntries(paths.map((path) => [path, { get: { responses: ok } }]));
    const document = openDocument(
      described(items, server ? { servers: [{ url: server }] } : {}),
      "one",
    );
    return { document, reader: createSchemaReader(document) };
  };
  const oldDocument = side(oldNames, servers.old);
  const newDocument = side(newNames, servers.new);
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
