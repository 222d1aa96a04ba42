import type { Choice, Expectation } from "./rule.ts";
import { rules } from "./rules.ts";

/** The rows of the rules as a Markdown table, for the README. */
export function rulesTable(): string {
  const rows = Object.entries(rules).map(([id, { request, response, types, sentence }]) => [
    `\`${id}\``,
    classesOf(request),
    classesOf(response),
    expectationOf(types),
    (sentence ?? "–").replaceAll("|", "\\|"),
  ]);
  const head = ["rule", "request", "response", "types", "sentence"];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function classesOf(choice: Choice | null): string {
  return choice === null ? "–" : choice.classes.join(" or ");
}

function expectationOf(types: Expectation): string {
  if (typeof types === "object") return types.join(" or ");
  return types === "nothing" ? "–" : types;
}
