import { isObject, type JsonObject } from "./document.ts";
import { lookUp, pointerSegments, pointerTo, ReferenceFault } from "./json-pointer.ts";
import { referencesIn } from "./walk.ts";

/** A node and its pointer. */
export interface Located<Node = unknown> {
  node: Node;
  pointer: string;
}

/** Follows references inside one document; it never opens another file or URL. */
export interface Resolver {
  /** The node at `#/…`, `#` or `#anchor`. @throws {ReferenceFault} */
  target(reference: string): Located;
  /** The node at the end of a chain of `$ref`s; any other node as it is. @throws {ReferenceFault} */
  follow(at: Located): Located;
  /** The node itself and every node that its chain of `$ref`s leads to. @throws {ReferenceFault} */
  chain(at: Located): Located[];
}

export function createResolver(document: JsonObject): Resolver {
  let anchors: Map<string, string> | undefined;

  function anchored(name: string): string | undefined {
    anchors ??= new Map(
      referencesIn(document)
        .filter(({ kind }) => kind === "$anchor" || kind === "$dynamicAnchor")
        .map(({ value, owner }) => [value, owner]),
    );
    return anchors.get(name);
  }

  function target(reference: string): Located {
    if (!reference.startsWith("#")) {
      throw new ReferenceFault(
        `the reference "${reference}" leaves the document; only references "#/…" are followed.`,
      );
    }
    const isPointer = reference === "#" || reference.startsWith("#/");
    const pointer = isPointer ? canonical(reference) : anchored(reference.slice(1));
    const node = pointer === undefined ? undefined : lookUp(document, pointer);
    if (pointer === undefined || node === undefined) {
      throw new ReferenceFault(`the reference "${reference}" points to nothing.`);
    }
    return { node, pointer };
  }

  function chain(at: Located): Located[] {
    const nodes = [at];
    for (let { node } = at; isObject(node) && typeof node["$ref"] === "string"; ) {
      const next = target(node["$ref"]);
      if (nodes.some((before) => before.node === next.node)) {
        throw new ReferenceFault(
          `the reference "${node["$ref"]}" refers to itself through other references.`,
        );
      }
      nodes.push(next);
      node = next.node;
    }
    return nodes;
  }

  return { target, chain, follow: (at) => chain(at).at(-1) ?? at };
}

/** The same pointer as `pointerTo` writes it, for every percent-encoding of the reference. */
function canonical(reference: string): string {
  return pointerSegments(reference).reduce(pointerTo, "#");
}
