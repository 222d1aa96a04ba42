import { styleText } from "node:util";
import type { RecordedRequest } from "./request-log.ts";

type Style = Parameters<typeof styleText>[0];

/** A request as a line for the terminal, with one more line for each problem, warning or fault. */
export function formatRequest(request: RecordedRequest, colors: boolean): string {
  const paint = (style: Style, text: string): string =>
    colors ? styleText(style, text, { validateStream: false }) : text;
  const { at, method, path, status, operation_id, duration, problems, warnings, faults } = request;
  const query = Object.keys(request.query);
  const line = [
    paint("dim", at.slice(11, 19)),
    method.padEnd(6),
    // Values of a query can be secrets; its names are not.
    `${path}${query.length > 0 ? `?${query.join("&")}` : ""}`,
    paint(statusStyle(status), status === undefined ? "cut off" : String(status)),
    paint("dim", [operation_id, `${duration.toFixed(1)} ms`].filter(Boolean).join(" · ")),
  ].join(" ");
  const more = [
    ...faults.map((fault) => paint("magenta", `  fault: ${fault}`)),
    ...problems.map((problem) => paint("red", `  ${problem}`)),
    ...warnings.map((warning) => paint("yellow", `  ${warning}`)),
  ];
  return [line, ...more].join("\n");
}

function statusStyle(status: number | undefined): Style {
  if (status === undefined || status >= 500) return "red";
  return status >= 400 ? "yellow" : "green";
}
