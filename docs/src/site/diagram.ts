import { renderMermaidSVG } from "beautiful-mermaid";

/** A Mermaid diagram as SVG, in the colours of the page around it. It loads nothing. */
export function diagramSvg(source: string): string {
  const colours = { bg: "var(--vp-c-bg)", fg: "var(--vp-c-text-1)", muted: "var(--vp-c-text-2)" };
  const svg = renderMermaidSVG(source, { ...colours, transparent: true });
  // The library loads its font from Google; the page has a font already.
  return svg.replace(/@import url\([^)]*\);/, "");
}
