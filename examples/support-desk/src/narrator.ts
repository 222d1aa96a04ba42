import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Prints the steps of the demo; with colors only in a terminal that shows them. */
export interface Narrator {
  title(text: string): void;
  step(text: string): void;
  fact(label: string, value: string): void;
  /** A call and its response. */
  response(tried: string, received: string): void;
}

export function createNarrator(stream: NodeJS.WriteStream): Narrator {
  const paint = (style: Style, text: string) => styleText(style, text, { stream });
  const line = (text = "") => stream.write(`${text}\n`);
  return {
    title: (text) => line(paint("bold", text)),
    step: (text) => line(`\n${paint(["bold", "cyan"], "▸")} ${paint("bold", text)}`),
    fact: (label, value) => line(`  ${paint("dim", label.padEnd(18))} ${value}`),
    response: (tried, received) => {
      line(`  ${paint("dim", "tried")}  ${tried}`);
      for (const [index, part] of received.split("\n").entries()) {
        line(`  ${paint("yellow", index === 0 ? "got   " : "      ")} ${part}`);
      }
    },
  };
}

/** `f3Kd9…(38 characters)`: enough to distinguish two secrets, too little to use one. */
export function shorten(secret: string): string {
  return `${secret.slice(0, 5)}…(${secret.length} characters)`;
}
