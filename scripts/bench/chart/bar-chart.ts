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

const gap = 32;
const barHeight = 14;
const step = 21;
const head = 44;
const character = 7.2;
const titleCharacter = 7.6;
const barsWidth = 220;
const valueWidth = 78;

// With a background, since a page may be dark while the reader's system is light.
const styleSheet = `
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
  const labelWidth = Math.ceil(Math.max(0, ...labels) * character) + 8;
  const titles = panels.map(({ title, unit }) => title.length + unit.length + 3);
  const titleWidth = Math.ceil(Math.max(0, ...titles) * titleCharacter);
  const panelWidth = Math.max(labelWidth + barsWidth + valueWidth, titleWidth);
  const rows = chunks(panels, columns);
  let top = gap / 2;
  const drawn: string[] = [];
  for (const row of rows) {
    for (const [column, panel] of row.entries()) {
      const left = gap / 2 + column * (panelWidth + gap);
      drawn.push(
        `  <g transform="translate(${left} ${top})">`,
        ...draw(panel, labelWidth),
        "  </g>",
      );
    }
    top += Math.max(...row.map(({ bars }) => head + bars.length * step)) + gap / 2;
  }
  const width = gap + Math.min(columns, panels.length) * (panelWidth + gap) - gap;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}" viewBox="0 0 ${width} ${top}" role="img" aria-label="${escapeXml(title)}">`,
    `  <title>${escapeXml(title)}</title>`,
    `  <style>${styleSheet}\n  </style>`,
    `  <rect class="page" width="${width}" height="${top}" rx="8"/>`,
    ...drawn,
    "</svg>\n",
  ].join("\n");
}

function draw({ title, unit, digits, limit, bars }: Panel, labelWidth: number): string[] {
  const most = Math.max(...bars.map(({ value }) => highest(value)), limit ?? 0) || 1;
  const x = (value: number): string => (Math.max(0, value) * (barsWidth / most)).toFixed(1);
  const lines = bars.flatMap(({ label, ours, value }, index) => {
    const y = head + index * step;
    const middle = y + barHeight / 2;
    const figure = typeof value === "number" ? value : value.median;
    const end = Number(x(highest(value))) + 6;
    return [
      `    <text class="${ours ? "label-ours" : "label"}" x="${labelWidth - 8}" y="${middle + 4}" text-anchor="end">${escapeXml(label)}</text>`,
      `    <rect class="bar${ours ? " ours" : ""}" x="${labelWidth}" y="${y}" width="${x(figure)}" height="${barHeight}" rx="2"/>`,
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
  const bottom = head + bars * step - (step - barHeight) + 3;
  return [
    `    <path class="limit" stroke-dasharray="3 2" d="M${x} ${head - 4}V${bottom}"/>`,
    `    <text class="limit-text" x="${x}" y="${head - 9}" text-anchor="middle">target ${limit.toLocaleString("en")}</text>`,
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
