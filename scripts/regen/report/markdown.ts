import { type Change, place } from "@shared/openapi-verdict";
import { changelogEntry } from "../bump/changeset.ts";
import type { Bump } from "../bump/plan-bump.ts";
import type { Rehearsal } from "../rehearsal/rehearse.ts";
import { addedOperations, byClass, classTitles, counts, foundBy, releaseText } from "./summary.ts";

/** The full report, made for the body of a pull request. */
export function markdownReport(bump: Bump, rehearsal?: Rehearsal): string {
  const { before, after, consumers, upstream, releases } = bump;
  const parts = [
    `# Spec bump: ${consumers.verdict}`,
    `\`specs/${bump.document}.yaml\` from ${bump.source} (${bump.kind}).`,
    table(
      ["", "before", "after"],
      [
        ["operations", before.operations, after.operations],
        ["bytes", before.bytes, after.bytes],
        ["sha256", code(before.sha256.slice(0, 16)), code(after.sha256.slice(0, 16))],
      ],
    ),
    table(
      ["package", "release", "gate"],
      [
        ["types", releases.types.bump, releases.types.gate],
        ["client", releases.client.bump, releases.client.gate],
      ],
    ),
    bump.trust.needsTrust.length > 0
      ? section("Needs trust", bullets(bump.trust.needsTrust.map(plain)))
      : "",
    rehearsal ? section("Rehearsal", rehearsalText(rehearsal)) : "",
    section("For consumers", judged(consumers.changes, counts(consumers))),
    consumers.typesError === null
      ? ""
      : `TypeScript could not compare the types: ${plain(consumers.typesError)}`,
    sameChanges(upstream.changes, consumers.changes)
      ? ""
      : section(
          "What the vendor changed",
          `Compared with the vendored bytes, before overlays.\n\n${judged(upstream.changes, counts(upstream))}`,
        ),
    section(
      "Overlay",
      bullets(bump.actions.map(({ name, text }) => `${code(name)}: ${plain(text)}`)),
    ),
    section(
      `Normalised for the types (${bump.normalisations.length})`,
      details(
        "places",
        bullets(bump.normalisations.map(({ step, pointer }) => `${plain(step)}: ${code(pointer)}`)),
      ),
    ),
    section("New hosts in texts and examples", bullets(bump.trust.mentions.map(code))),
    section(`Changelog (${releaseText(bump)})`, fenced(changelogEntry(consumers.changes))),
    section("Files", bullets([...bump.files.keys()].map(code))),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function judged(changes: readonly Change[], summary: string): string {
  const classes = byClass(changes).map(({ level, changes: some }) => {
    const rows = some.map((change) => [
      plain(place(change)),
      plain(change.text),
      change.direction ?? "",
      foundBy(change),
    ]);
    const text = table(["where", "what", "direction", "found by"], rows);
    return level === "docs"
      ? details(`${classTitles[level]} (${some.length})`, text)
      : `### ${classTitles[level]} (${some.length})\n\n${text}`;
  });
  const added = addedOperations(changes);
  const additions =
    added.length > 0 ? [details(`${added.length} new operations`, bullets(added.map(code)))] : [];
  return [`${summary}.`, ...classes, ...additions].join("\n\n");
}

function sameChanges(one: readonly Change[], other: readonly Change[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function rehearsalText({ steps, broken }: Rehearsal): string {
  const outcome = steps.map(({ name, ok, seconds }) => [
    plain(name),
    ok ? "passes" : "fails",
    `${seconds.toFixed(0)} s`,
  ]);
  const places = broken.map(({ consumer, file, line, message, change }) => [
    plain(consumer),
    code(`${file}:${line}`),
    plain(message),
    plain(change ?? "unknown"),
  ]);
  return [
    table(["step", "outcome", "took"], outcome),
    places.length > 0 ? table(["consumer", "where", "error", "by which change"], places) : "",
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function section(title: string, body: string): string {
  return body === "" ? "" : `## ${title}\n\n${body}`;
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
