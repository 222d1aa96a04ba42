import { changelogEntry } from "../bump/changeset.ts";
import type { Bump } from "../bump/plan-bump.ts";
import type { BrokenPlace, Rehearsal } from "../rehearsal/rehearse.ts";
import { bumpReport, type ConsumerAction, type GroupedLine, placesText } from "./bump-report.ts";

/** The full report, made for the body of a pull request: the four questions of a reviewer. */
export function markdownReport(bump: Bump, rehearsal?: Rehearsal): string {
  const { before, after } = bump;
  const { merge, consumers, own, rest } = bumpReport(bump, rehearsal);
  const of = (level: ConsumerAction["class"]) => consumers.filter((one) => one.class === level);
  const { overlayActions, normalisations } = rest.standing;
  const parts = [
    // The first line is the title of the pull request.
    `# Spec bump: ${merge.verdict}${own.broken.length > 0 ? ", own code does not compile" : ""}`,
    section("May I merge?", [
      `**${merge.verdict}**. Release: ${merge.release}. Affected: ${merge.affected}.`,
      bullets(merge.blockers.map((text) => `**Not yet.** ${plain(text)}`)),
      `${code(`specs/${bump.document}.yaml`)} from ${plain(bump.source)} (${bump.kind}): ${before.operations} → ${after.operations} operations, ${before.bytes} → ${after.bytes} bytes, ${code(before.sha256.slice(0, 12))} → ${code(after.sha256.slice(0, 12))}.`,
    ]),
    section("What must consumers do?", [
      consumers.length === 0 ? "Nothing." : "",
      actions("Breaking", of("breaking")),
      actions("Not proven safe", of("risky")),
    ]),
    section("What must we do?", [
      broken(own.broken),
      bullets([
        ...own.failed.map((name) => `Failed: ${plain(name)}`),
        ...own.trust.map((text) => `Check, then allow: ${plain(text)}`),
        ...own.overlays.map(plain),
        ...(own.typesError === null
          ? []
          : [`TypeScript could not compare the types: ${plain(own.typesError)}`]),
        ...(own.hosts.length > 0
          ? [`Look at new hosts in texts and examples: ${own.hosts.map(code).join(", ")}`]
          : []),
      ]),
      rehearsal ? details("What was checked", checked(rehearsal)) : "",
    ]),
    section("What else changed?", [
      folded("New operations", rest.operations.map(code)),
      folded("Additions", rest.additions.map(line)),
      folded("Texts", rest.texts.map(line)),
      folded("Changed by the vendor, kept from consumers by overlays", rest.hidden.map(line)),
      overlayActions + normalisations > 0
        ? `Standing: ${overlayActions} overlay actions, ${normalisations} normalisations.`
        : "",
      details("Changelog", fenced(changelogEntry(bump.consumers.changes))),
      details("Files", bullets([...bump.files.keys()].map(code))),
    ]),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function actions(title: string, all: readonly ConsumerAction[]): string {
  if (all.length === 0) return "";
  const items = all.map(({ text, because, code: call, reach, places }) => {
    const head = `- ${plain(text)} ${plain(because)} (${plain(placesText(places))}; ${reach})`;
    const example =
      call === null
        ? []
        : [fencedCode([`- ${call.before}`, ...(call.after === "" ? [] : [`+ ${call.after}`])])];
    const list =
      places.length > 1 ? [details(`${places.length} places`, bullets(places.map(plain)))] : [];
    return [head, ...[...example, ...list].map(indented)].join("\n\n");
  });
  return `### ${title} (${all.length})\n\n${items.join("\n")}`;
}

function broken(all: readonly BrokenPlace[]): string {
  if (all.length === 0) return "";
  const rows = all.map(({ consumer, file, line: at, message, change }) => [
    plain(consumer),
    code(`${file}:${at}`),
    plain(message.split("\n")[0] ?? ""),
    plain(change ?? "unknown"),
  ]);
  return table(["package", "where", "error", "because of"], rows);
}

function checked({ steps }: Rehearsal): string {
  return table(
    ["step", "outcome", "took"],
    steps.map(({ name, ok, seconds }) => [
      plain(name),
      ok ? "passes" : "fails",
      `${seconds.toFixed(0)} s`,
    ]),
  );
}

function line({ text, places }: GroupedLine): string {
  return `${plain(text)} (${plain(placesText(places))})`;
}

function folded(title: string, items: readonly string[]): string {
  return items.length === 0 ? "" : details(`${title} (${items.length})`, bullets(items));
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

function fencedCode(lines: readonly string[]): string {
  return `\`\`\`diff\n${lines.join("\n").replaceAll("```", "``")}\n\`\`\``;
}

function section(title: string, parts: readonly string[]): string {
  const body = parts.filter((part) => part !== "").join("\n\n");
  return body === "" ? `## ${title}\n\nNothing.` : `## ${title}\n\n${body}`;
}

function details(title: string, body: string): string {
  return body === "" ? "" : `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

function fenced(lines: readonly string[]): string {
  const text = lines.join("\n").replaceAll("```", "``");
  return lines.length === 0 ? "" : `\`\`\`markdown\n${text}\n\`\`\``;
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function table(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const line = (cells: readonly unknown[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

/** The vendor's words must not become markup, mentions or links of the pull request. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\<>[\]*_~`]/g, (character) => `\\${character}`)
    .replaceAll("@", "@\u200b");
}
