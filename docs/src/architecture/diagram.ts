import type { Arrow } from "./arrows.ts";

type Plain = Pick<Arrow, "from" | "to">;

/** The arrows as Mermaid, which GitHub draws. Ids and names are the same: rooms have plain names. */
export function draw(arrows: readonly Plain[], floors: readonly string[][]): string {
  const level = (room: string): number => floors.findIndex((floor) => floor.includes(room));
  const lines = arrows
    .toSorted((a, b) => level(a.from) - level(b.from) || level(a.to) - level(b.to) || compare(a, b))
    .map(({ from, to }) => `  ${from} --> ${to}`);
  return ["```mermaid", "flowchart TD", ...lines, "```"].join("\n");
}

/** The arrows of the diagram between the markers of a view. */
export function readDiagram(page: string, view: string): Plain[] {
  const [, diagram = ""] = between(view).exec(page) ?? [];
  return [...diagram.matchAll(/^ +([\w-]+) --> ([\w-]+)$/gm)].map(([, from = "", to = ""]) => ({
    from,
    to,
  }));
}

/** The page with another diagram between the markers of a view. */
export function replaceDiagram(page: string, view: string, diagram: string): string {
  if (!between(view).test(page)) throw new Error(`The page has no markers for "${view}".`);
  return page.replace(between(view), `${begin(view)}\n\n${diagram}\n\n${end(view)}`);
}

function between(view: string): RegExp {
  return new RegExp(`${begin(view)}([\\s\\S]*?)${end(view)}`);
}

function begin(view: string): string {
  return `<!-- ${view}:begin -->`;
}

function end(view: string): string {
  return `<!-- ${view}:end -->`;
}

function compare(a: Plain, b: Plain): number {
  return `${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1;
}
