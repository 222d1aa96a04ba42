import type { Summary } from "../statistics/summary.ts";

export interface Panel {
  title: string;
  unit: string;
  digits: number;
  /** A line across the bars. */
  limit?: number;
  bars: Bar[];
}

export interface Bar {
  label: string;
  ours: boolean;
  /** With quartiles a whisker is drawn. */
  value: Summary | number;
}

const GAP = 32;
const BAR = 14;
const STEP = 21;
const HEAD = 44;
const CHARACTER = 7.2;
const TITLE_CHARACTER = 7.6;
const BARS_WIDTH = 220;
const VALUE_WIDTH = 78;

// Its own background, since a page may be dark where the reader's system is light.
const STYLE = `
    svg { color-scheme: light dark; font: 12px system-ui, sans-serif; }
    .page { fill: #ffffff; } text { fill: #1f2328; } .unit { fill: #59636e; }
    .title { font-weight: 600; font-size: 13px; } .bar { fill: #b6bfc9; } .ours { fill: #0969da; }
    .label-ours { font-weight: 600; } .whisker { stroke: #1f2328; } .limit { stroke: #bc4c00; }
    .limit-text { fill: #bc4c00; font-size: 11px; }
    @media (prefers-color-scheme: dark) {
      .page { fill: #0d1117; } text { fill: #e6edf3; } .unit { fill: #9198a1; }
      .bar { fill: #59636e; } .ours { fill: #4493f8; } .whisker { stroke: #e6edf3; }
      .limit { stroke: #f0883e; } .limit-text { fill: #f0883e; }
    }`;

/** Horizontal bars, one panel per figure, in columns; readable in light and in dark. */
export function barChart(title: string, panels: readonly Panel[], columns = 1): string {
  const labels = panels.flatMap(({ bars }) => bars.map(({ label }) => label.length));
  const labelWidth = Math.ceil(Math.max(0, ...labels) * CHARACTER) + 8;
  const titles = panels.map(({ title, unit }) => title.length + unit.length + 3);
  const titleWidth = Math.ceil(Math.max(0, ...titles) * TITLE_CHARACTER);
  const panelWidth = Math.max(labelWidth + BARS_WIDTH + VALUE_WIDTH, titleWidth);
  const rows = chunks(panels, columns);
  let top = GAP / 2;
  const drawn: string[] = [];
  for (const row of rows) {
    for (const [column, panel] of row.entries()) {
      const left = GAP / 2 + column * (panelWidth + GAP);
      drawn.push(
        `  <g transform="translate(${left} ${top})">`,
        ...draw(panel, labelWidth),
        "  </g>",
      );
    }
    top += Math.max(...row.map(({ bars }) => HEAD + bars.length * STEP)) + GAP / 2;
  }
  const width = GAP + Math.min(columns, panels.length) * (panelWidth + GAP) - GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}" viewBox="0 0 ${width} ${top}" role="img" aria-label="${escapeXml(title)}">`,
    `  <title>${escapeXml(title)}</title>`,
    `  <style>${STYLE}\n  </style>`,
    `  <rect class="page" width="${width}" height="${top}" rx="8"/>`,
    ...drawn,
    "</svg>\n",
  ].join("\n");
}

function draw({ title, unit, digits, limit, bars }: Panel, labelWidth: number): string[] {
  const most = Math.max(...bars.map(({ value }) => highest(value)), limit ?? 0) || 1;
  const x = (value: number): string => (Math.max(0, value) * (BARS_WIDTH / most)).toFixed(1);
  const lines = bars.flatMap(({ label, ours, value }, index) => {
    const y = HEAD + index * STEP;
    const middle = y + BAR / 2;
    const figure = typeof value === "number" ? value : value.median;
    const end = Number(x(highest(value))) + 6;
    return [
      `    <text class="${ours ? "label-ours" : "label"}" x="${labelWidth - 8}" y="${middle + 4}" text-anchor="end">${escapeXml(label)}</text>`,
      `    <rect class="bar${ours ? " ours" : ""}" x="${labelWidth}" y="${y}" width="${x(figure)}" height="${BAR}" rx="2"/>`,
      ...(typeof value === "number" || value.count < 2
        ? []
        : [
            `    <path class="whisker" d="M${labelWidth + Number(x(value.q1))} ${middle}H${labelWidth + Number(x(value.q3))}"/>`,
          ]),
      `    <text x="${labelWidth + end}" y="${middle + 4}">${figure.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })}</text>`,
    ];
  });
  return [
    `    <text class="title" y="14">${escapeXml(title)}<tspan class="unit" font-weight="400">${unit && ` (${escapeXml(unit)})`}</tspan></text>`,
    ...lines,
    ...(limit === undefined ? [] : drawLimit(labelWidth + Number(x(limit)), limit, bars.length)),
  ];
}

function drawLimit(x: number, limit: number, bars: number): string[] {
  const bottom = HEAD + bars * STEP - (STEP - BAR) + 3;
  return [
    `    <path class="limit" stroke-dasharray="3 2" d="M${x} ${HEAD - 4}V${bottom}"/>`,
    `    <text class="limit-text" x="${x}" y="${HEAD - 9}" text-anchor="middle">target ${limit.toLocaleString("en")}</text>`,
  ];
}

function highest(value: Summary | number): number {
  return typeof value === "number" ? value : Math.max(value.median, value.q3);
}

function chunks<Item>(items: readonly Item[], length: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  );
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
