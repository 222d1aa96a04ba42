import type { Dependency } from "./imports.ts";

type Plain = Pick<Dependency, "from" | "to">;

/** The dependencies between modules as Mermaid, which GitHub draws; from the top layer down. */
export function drawDiagram(dependencies: readonly Plain[], layers: readonly string[][]): string {
  const level = (module: string): number => layers.findIndex((layer) => layer.includes(module));
  const lines = dependencies
    .toSorted(
      (a, b) =>
        level(a.from) - level(b.from) ||
        level(a.to) - level(b.to) ||
        `${a.from} ${a.to}`.localeCompare(`${b.from} ${b.to}`),
    )
    .map(({ from, to }) => `  ${from} --> ${to}`);
  return ["```mermaid", "flowchart TD", ...lines, "```"].join("\n");
}
