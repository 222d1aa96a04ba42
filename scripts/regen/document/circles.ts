import { isObject } from "@shared/openapi-model/document.ts";
import { pointerTo, ReferenceFault } from "@shared/openapi-model/json-pointer.ts";
import type { WalkedModel } from "@shared/openapi-model/model.ts";
import type { MakeProblem, Problem } from "@shared/openapi-model/problem.ts";
import type { Located } from "@shared/openapi-model/resolve.ts";

/**
 * Schemas that contain themselves without a property or an item in between: they have no meaning,
 * and TypeScript does not compile such a type.
 */
export function circleProblems({ nodes, resolver }: WalkedModel, problem: MakeProblem): Problem[] {
  const state = new Map<object, "open" | "done">();
  const problems: Problem[] = [];

  function partsOf({ node, pointer }: Located): Located[] {
    if (!isObject(node)) return [];
    const members = ["allOf", "anyOf", "oneOf"].flatMap((key) => {
      const list = node[key];
      if (!Array.isArray(list)) return [];
      return list.map((member, index) => ({
        node: member,
        pointer: pointerTo(`${pointer}/${key}`, index),
      }));
    });
    const { $ref } = node;
    if (typeof $ref !== "string") return members;
    try {
      return [...members, { node: resolver.target($ref).node, pointer: `${pointer}/$ref` }];
    } catch (fault) {
      if (!(fault instanceof ReferenceFault)) throw fault;
      return members; // reported as a reference
    }
  }

  function look(at: Located): void {
    if (!isObject(at.node) || state.get(at.node) === "done") return;
    if (state.get(at.node) === "open") {
      const message = "the schema contains itself without a property or item in between.";
      problems.push(problem(at.pointer, message));
      return;
    }
    state.set(at.node, "open");
    for (const part of partsOf(at)) look(part);
    state.set(at.node, "done");
  }

  for (const { node, kind, pointer } of nodes) {
    if (kind === "schema") look({ node, pointer });
  }
  return problems;
}
