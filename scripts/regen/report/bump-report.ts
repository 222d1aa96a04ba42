import { grouped } from "@shared/openapi-model/grouped.ts";
import {
  type Change,
  changedWords,
  instructionFor,
  place,
  rank,
  type TextPiece,
} from "@shared/openapi-verdict";
import type { Bump } from "../bump/plan-bump.ts";
import type { BrokenPlace, Rehearsal } from "../rehearsal/rehearse.ts";
import { releaseText } from "./summary.ts";

/** The report of a bump as data: the four questions of a reviewer, in their order. */
export interface BumpReport {
  merge: MergeAdvice;
  consumers: ConsumerAction[];
  own: OwnWork;
  rest: OtherChanges;
}

/** The first question: "May I merge?" */
export interface MergeAdvice {
  verdict: Change["class"];
  /** "types minor, client minor". */
  release: string;
  /** The affected consumers: installed versions, or only those that upgrade. */
  affected: string;
  /** The reasons against merging; empty: none. */
  blockers: string[];
}

/** "What must consumers do?" One entry per instruction, for all operations that it concerns. */
export interface ConsumerAction {
  class: "breaking" | "risky";
  /** Imperative: "Read embed_link instead of embed_url." */
  text: string;
  /** The change in the document; empty if `text` contains it. */
  because: string;
  code: { before: string; after: string } | null;
  /** Whether the API changes under versions that are installed, or only the types on upgrade. */
  reach: "breaks installed versions" | "breaks on upgrade" | "check the behavior";
  places: string[];
}

/** "What must we do?" */
export interface OwnWork {
  broken: BrokenPlace[];
  failed: string[];
  /** Overlay actions to delete, since the vendor's document no longer needs them, or to fix. */
  overlays: string[];
  trust: string[];
  hosts: string[];
  typesError: string | null;
}

/** "What else changed?" */
export interface OtherChanges {
  operations: string[];
  additions: GroupedLine[];
  /** Texts with a changed word that may reverse a rule, such as "no" or "must". */
  rules: GroupedLine[];
  texts: GroupedLine[];
  /** Changes of the vendor that overlays or normalization hide from consumers. */
  hidden: GroupedLine[];
  standing: { overlayActions: number; normalisations: number };
}

export interface GroupedLine {
  text: string;
  /** For a changed text: its keyword, such as "description", and its words. */
  words?: { key: string; pieces: readonly TextPiece[] };
  places: string[];
}

export function bumpReport(bump: Bump, rehearsal?: Rehearsal): BumpReport {
  const { changes } = bump.consumers;
  const isAddition = ({ rule }: Change) => rule === "operation.added" || rule === "path.added";
  const of = (level: Change["class"]) => changes.filter((change) => change.class === level);
  const reported = new Set(changes.map(sentenceAt));
  const broken = rehearsal?.broken ?? [];
  const blocking = broken.filter(({ role }) => role === undefined);
  const failed = (rehearsal?.steps ?? []).filter(({ ok }) => !ok).map(({ name }) => name);
  const texts = linesOf(of("docs"));
  const retired = bump.actions.filter(({ state }) => state !== "applied");
  return {
    merge: {
      verdict: bump.consumers.verdict,
      release: releaseText(bump),
      affected: affectedBy(changes),
      blockers: [
        ...(bump.trust.needsTrust.length > 0
          ? ["Requests or credentials would go elsewhere."]
          : []),
        ...(blocking.length > 0
          ? [
              `${blocking.length} ${blocking.length === 1 ? "line" : "lines"} of code would not compile.`,
            ]
          : []),
        ...(broken.length === 0 && failed.length > 0 ? [`Failed: ${failed.join(", ")}.`] : []),
      ],
    },
    consumers: actionsOf(changes),
    own: {
      broken,
      // Lines that do not compile are more precise than the step that found them.
      failed: failed.filter((name) => broken.length === 0 || !name.startsWith("types of ")),
      overlays: retired.map(
        ({ name, text, state }) =>
          `${state === "retired" ? "Delete" : "Fix"} the overlay action ${name}: ${text}`,
      ),
      trust: bump.trust.needsTrust,
      hosts: bump.trust.mentions,
      typesError: bump.consumers.typesError,
    },
    rest: {
      operations: changes
        .filter((change) => isAddition(change))
        .flatMap(({ operation, location }) => operation ?? location),
      additions: linesOf(of("additive").filter((change) => !isAddition(change))),
      rules: texts.filter(mayTurnRule),
      texts: texts.filter((line) => !mayTurnRule(line)),
      hidden: linesOf(
        bump.upstream.changes.filter(
          (change) => rank(change.class) >= rank("risky") && !reported.has(sentenceAt(change)),
        ),
      ),
      standing: {
        overlayActions: bump.actions.length - retired.length,
        normalisations: bump.normalisations.length,
      },
    },
  };
}

const ruleWords =
  /\b(not?|never|none|any|all|only|always|must|may|can|cannot|without|unless|except|required?|requires|optional|\w+n['’]t)\b/i;

/** Only a person can judge a text; these are the ones to read first. */
function mayTurnRule({ words }: GroupedLine): boolean {
  return words?.pieces.some((piece) => piece.in !== "both" && ruleWords.test(piece.text)) ?? false;
}

function sentenceAt(change: Change): string {
  return JSON.stringify([change.sentence, place(change)]);
}

function affectedBy(changes: readonly Change[]): string {
  const hard = changes.filter((change) => change.class === "breaking");
  if (hard.some(({ wire }) => wire === "breaking")) {
    return "versions that are installed already, as soon as the API changes; and all who upgrade";
  }
  if (hard.length > 0) return "only consumers that upgrade: their code stops compiling";
  if (changes.some((change) => change.class === "risky")) {
    return "perhaps versions that are installed already: some changes are not proven safe";
  }
  return "none: consumers need to do nothing";
}

/** Breaking first; one entry for each instruction with one reason, with all its places. */
function actionsOf(changes: readonly Change[]): ConsumerAction[] {
  const actions = changes.flatMap((change) => {
    const { class: level, sentence, rule } = change;
    if (level !== "breaking" && level !== "risky") return [];
    const { text, code, saysAll } = instructionFor(change);
    const reach = reachOf(change);
    const action = { class: level, text, because: saysAll ? "" : sentence, code, reach };
    return [{ action, change, key: JSON.stringify([rule, reach, text, sentence]) }];
  });
  return [...grouped(actions, ({ key }) => key).values()].flatMap((alike) =>
    alike.slice(0, 1).map(({ action }) => ({
      ...action,
      places: placesOf(alike.map(({ change }) => change)),
    })),
  );
}

function placesOf(changes: readonly Change[]): string[] {
  return [...new Set(changes.flatMap(({ places }) => places))];
}

function reachOf({ class: level, wire }: Change): ConsumerAction["reach"] {
  if (level === "risky") return "check the behavior";
  return wire === "breaking" ? "breaks installed versions" : "breaks on upgrade";
}

function linesOf(changes: readonly Change[]): GroupedLine[] {
  const alike = grouped(changes, ({ sentence, marks: { old, new: is } }) =>
    JSON.stringify([sentence, old, is]),
  );
  return [...alike.values()].flatMap((group) =>
    group.slice(0, 1).map(({ sentence, class: level, marks: { key, old, new: is } }) => {
      const isText = level === "docs" && typeof old === "string" && typeof is === "string";
      const words = { key: String(key ?? ""), pieces: isText ? changedWords(old, is) : [] };
      return { text: sentence, ...(isText ? { words } : {}), places: placesOf(group) };
    }),
  );
}

/** "POST /a, request name" or "in 17 operations", for one line. */
export function placesText(places: readonly string[]): string {
  const [only = "the document"] = places;
  if (places.length < 2) return only === "" ? "the document" : only;
  const operations = new Set(places.map((one) => one.split(", ")[0]));
  const count =
    operations.size > 1 ? `in ${operations.size} operations` : `in ${places.length} places`;
  // The changed key is the same at all of them.
  const keys = new Set(places.map((one) => /[ .]([\w$-]+)$/.exec(one)?.[1]));
  const [key] = keys;
  return keys.size === 1 && key !== undefined ? `${key}, ${count}` : count;
}
