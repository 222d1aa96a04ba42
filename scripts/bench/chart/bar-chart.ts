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
  /** A value with quartiles gets a whisker. */
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
    .title { font-weight: 600; font-size: 13px; } .title .unit { font-weight: 400; } .bar { fill: #b6bfc9; } .ours { fill: #0969da; }
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
  const titles = panels.map(({ title, unit }) => (title.length + unit.length + 3) * titleCharacter);
  const panelWidth = Math.ceil(Math.max(labelWidth + barsWidth + valueWidth, ...titles));
  const drawn: string[] = [];
  let top = gap / 2;
  for (let first = 0; first < panels.length; first += columns) {
    const row = panels.slice(first, first + columns);
    for (const [column, panel] of row.entries()) {
      const left = gap / 2 + column * (panelWidth + gap);
      drawn.push(`<g transform="translate(${left} ${top})">`, ...draw(panel, labelWidth), "</g>");
    }
    top += Math.max(...row.map(({ bars }) => head + bars.length * step)) + gap / 2;
  }
  const width = Math.min(columns, panels.length) * (panelWidth + gap);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}" viewBox="0 0 ${width} ${top}" role="img" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title><style>${styleSheet}</style>`,
    `<rect class="page" width="${width}" height="${top}" rx="8"/>`,
    ...drawn,
    "</svg>\n",
  ].join("\n");
}

function draw({ title, unit, digits, limit, bars }: Panel, labelWidth: number): string[] {
  const highest = bars.map(({ value }) => (typeof value === "number" ? value : value.q3));
  const most = Math.max(...highest, limit ?? 0) || 1;
  const length = (value: number) => Math.max(0, value) * (barsWidth / most);
  const x = (value: number) => (labelWidth + length(value)).toFixed(1);
  const digitsOf = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const end = head + bars.length * step - (step - barHeight) + 3;
  return [
    `<text class="title" y="14">${escapeXml(title)}<tspan class="unit">${unit && ` (${escapeXml(unit)})`}</tspan></text>`,
    ...bars.flatMap(({ label, ours, value }, index) => {
      const y = head + index * step;
      const middle = y + barHeight / 2;
      const { median, q1, q3 } =
        typeof value === "number" ? { median: value, q1: value, q3: value } : value;
      const whisker = `<path class="whisker" d="M${x(q1)} ${middle}H${x(q3)}"/>`;
      return [
        `<text class="${ours ? "label-ours" : "label"}" x="${labelWidth - 8}" y="${middle + 4}" text-anchor="end">${escapeXml(label)}</text>`,
        `<rect class="bar${ours ? " ours" : ""}" x="${labelWidth}" y="${y}" width="${length(median).toFixed(1)}" height="${barHeight}" rx="2"/>`,
        ...(q1 === q3 ? [] : [whisker]),
        `<text x="${Number(x(Math.max(median, q3))) + 6}" y="${middle + 4}">${median.toLocaleString("en", digitsOf)}</text>`,
      ];
    }),
    ...(limit === undefined
      ? []
      : [
          `<path class="limit" stroke-dasharray="3 2" d="M${x(limit)} ${head - 4}V${end}"/>`,
          `<text class="limit-text" x="${x(limit)}" y="${head - 9}" text-anchor="middle">target ${limit.toLocaleString("en")}</text>`,
        ]),
  ];
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
