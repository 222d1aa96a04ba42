import { type Change, place } from "./change.ts";

/** One entry of a changelog, not escaped for Markdown: names and texts are the vendor's. */
export interface ChangelogEntry {
  mark: "Breaking" | "Check" | undefined;
  /** For example "POST /inbox_embeds, request inbox_embed.name"; empty for the whole document. */
  where: string;
  what: string;
  /** The effect on users, in fixed words; empty where `what` contains it. */
  effect: string;
}

/** The changelog of a bump for consumers: breaks first, texts only counted, changes without effect left out. */
export function changelogEntries(changes: readonly Change[]): ChangelogEntry[] {
  const of = (level: Change["class"]) => changes.filter((change) => change.class === level);
  const docs = of("docs");
  return [
    ...of("breaking").map(breaking),
    ...of("risky").map((change) => entry(change, "Check", "(behavior; not proven safe, check it)")),
    ...of("additive").map(additive),
    ...(docs.length > 0 ? [docsEntry(docs)] : []),
  ];
}

/** The entry as one line of plain text. */
export function changelogLine({ mark, where, what, effect }: ChangelogEntry): string {
  const sentence = [where, what].filter((part) => part !== "").join(": ");
  return [mark && `[${mark}]`, sentence, effect].filter(Boolean).join(" ");
}

function entry(change: Change, mark: ChangelogEntry["mark"], effect = ""): ChangelogEntry {
  return { mark, where: place(change), what: change.text, effect };
}

function breaking(change: Change): ChangelogEntry {
  const consequence = consequenceOf(change);
  const known = entry(change, "Breaking", `(${reach(change)})`);
  if (consequence === "") return known;
  const what = change.text.replace(/\.$/, ";");
  return { ...known, what, effect: `${consequence} ${known.effect}` };
}

function consequenceOf({ wire, types, direction }: Change): string {
  if (wire !== "breaking") return "";
  if (direction === "request") return "calls that were valid can be rejected.";
  if (direction === "response") return "responses can differ from the old spec.";
  return types === "breaking" ? "code using it stops compiling." : "";
}

/** A wire break affects installed versions at once; a types break comes with the upgrade. */
function reach({ wire, types }: Change): string {
  const reached = [
    ...(wire === "breaking" ? ["wire, already live"] : []),
    ...(types === "breaking" ? ["types, on upgrade"] : []),
  ];
  return reached.join("; ");
}

function additive(change: Change): ChangelogEntry {
  if (change.rule === "operation.added" && change.operation !== null) {
    return { mark: undefined, where: "", what: `Added ${change.operation}.`, effect: "" };
  }
  return entry(change, undefined);
}

function docsEntry(docs: readonly Change[]): ChangelogEntry {
  const operations = new Set(docs.flatMap(({ operation }) => operation ?? []));
  const texts = `${docs.length} ${docs.length === 1 ? "text" : "texts"}`;
  const named = `${operations.size} ${operations.size === 1 ? "operation" : "operations"}`;
  const what = operations.size === 0 ? `Docs: ${texts}.` : `Docs: ${texts} in ${named}.`;
  return { mark: undefined, where: "", what, effect: "" };
}
