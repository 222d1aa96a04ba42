import { place } from "@shared/openapi-verdict";
import { type Line, type Painted, terminalText } from "@shared/toolkit/terminal.ts";
import type { Bump } from "../bump/plan-bump.ts";
import { addedOperations, byClass, classTitles, counts, foundBy, releaseText } from "./summary.ts";

type Style = Painted["style"];

/** Lines of each kind that a terminal shows; the Markdown report has them all. */
const maxLines = 12;

const styles: Readonly<Record<string, Style>> = {
  breaking: ["bold", "red"],
  risky: ["bold", "yellow"],
  additive: ["bold", "green"],
};

/** The short report: what changed, what it means for consumers, and what would be written. */
export function terminalReport(bump: Bump, stream: NodeJS.WritableStream): string {
  const lines: Line[] = [];
  const head = (title: string, ...parts: (string | Painted)[]) =>
    lines.push([paint("bold", title), " ", ...parts]);
  const list = (items: readonly (readonly (string | Painted)[])[]) => {
    for (const item of items.slice(0, maxLines)) lines.push(["  ", ...item]);
    if (items.length > maxLines)
      lines.push([paint("dim", `  … and ${items.length - maxLines} more`)]);
  };

  const { before, after } = bump;
  head(`specs/${bump.document}.yaml`, `from ${bump.source} (${bump.kind})`);
  lines.push(
    `  ${before.operations} → ${after.operations} operations, ${before.bytes} → ${after.bytes} bytes, ${before.sha256.slice(0, 12)} → ${after.sha256.slice(0, 12)}`,
    "",
  );
  head("The vendor changed", counts(bump.upstream));
  const { verdict } = bump.consumers;
  head("For consumers", paint(styles[verdict] ?? "bold", verdict), ` (${counts(bump.consumers)})`);
  for (const { level, changes } of byClass(bump.upstream.changes)) {
    lines.push("", [paint(styles[level] ?? "bold", classTitles[level])]);
    list(
      changes.map((change) => {
        const seen = foundBy(change);
        const where = `${place(change)}: `;
        return [where, change.text, ...(seen ? [paint("dim", ` (${seen})`)] : [])];
      }),
    );
  }
  const added = addedOperations(bump.upstream.changes);
  if (added.length > 0) {
    lines.push("", [paint(styles["additive"] ?? "bold", `${added.length} new operations`)]);
    list(added.map((operation) => [operation]));
  }
  const section = (title: string, items: readonly string[]) => {
    if (items.length === 0) return;
    lines.push("", [paint("bold", title)]);
    list(items.map((item) => [item]));
  };
  section(
    "Overlay actions that did not apply",
    bump.actions
      .filter(({ state }) => state !== "applied")
      .map(({ name, text }) => `${name}: ${text}`),
  );
  section(
    `Normalised for the types (${bump.normalisations.length})`,
    bump.normalisations.map(({ step, pointer }) => `${step}: ${pointer}`),
  );
  section("Needs trust", bump.trust.needsTrust);
  section("New hosts in texts and examples", bump.trust.mentions);
  for (const { typesError } of [bump.consumers]) {
    section("TypeScript could not compare the types", typesError === null ? [] : [typesError]);
  }
  lines.push("");
  head("Release", releaseText(bump));
  return terminalText(lines, stream);
}

function paint(style: Style, text: string): Painted {
  return { style, text };
}
