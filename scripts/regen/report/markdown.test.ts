import type { Change, ComparisonResult } from "@shared/openapi-verdict";
import { changeClasses } from "@shared/openapi-verdict";
import { terminalJson } from "@shared/toolkit/terminal.ts";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { hostilePieces } from "@shared/toolkit/testing/hostile-text.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeset } from "../bump/changeset.ts";
import type { Bump } from "../bump/plan-bump.ts";
import { dangersOf } from "../markdown/testing/dangers.ts";
import type { Rehearsal } from "../rehearsal/rehearse.ts";
import { markdownReport } from "./markdown.ts";
import { terminalReport } from "./terminal.ts";

const hostile = fc
  .array(fc.constantFrom(...hostilePieces), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(""));

const rules = ["operation.added", "upper-bound.tightened", "annotation.text"] as const;

/** A bump in which every text from a document is `text`. */
function bumpOf(text: string, many = 1): Bump {
  // Numbered, since the report groups equal lines.
  const texts = Array.from({ length: many }, (_, at) => (at === 0 ? text : `${text} ${at}`));
  const changes = texts.flatMap((words): Change[] =>
    changeClasses.flatMap((level) =>
      rules.map((rule) => ({
        class: level,
        operation: words,
        location: words,
        direction: "request",
        text: words,
        sentence: words,
        marks: { old: words, new: words, name: words },
        places: [words, `${words} elsewhere`],
        decidedBy: "types",
        rule,
        wire: level,
        types: level,
      })),
    ),
  );
  const result: ComparisonResult = {
    verdict: "breaking",
    changes,
    typesError: text,
  };
  return {
    document: text,
    source: text,
    kind: "whole",
    before: { sha256: "0".repeat(64), bytes: 1, operations: 1 },
    after: { sha256: "1".repeat(64), bytes: 2, operations: 2 },
    upstream: { ...result, changes: changes.slice(1) },
    consumers: result,
    tags: Object.fromEntries(texts.map((name) => [name, `tag ${name}`])),
    actions: texts.map((name) => ({ name, text, state: "retired" }) as Bump["actions"][number]),
    normalisations: texts.map(
      (pointer) => ({ step: text, pointer }) as unknown as Bump["normalisations"][number],
    ),
    trust: { needsTrust: texts, mentions: texts } as Bump["trust"],
    releases: {
      types: { bump: "minor", gate: "none" },
      client: { bump: "patch", gate: "none" },
    } as unknown as Bump["releases"],
    files: new Map(texts.map((path) => [path, ""])),
    changeset: text,
  };
}

function rehearsalOf(text: string): Rehearsal {
  return {
    ok: false,
    steps: [{ name: text, ok: false, seconds: 1 }],
    broken: [{ consumer: text, file: text, line: 1, message: text, change: text }],
  };
}

test("report, changeset and terminal escape hostile texts in every place of a bump", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const bump = bumpOf(text);
      expect(dangersOf(markdownReport(bump, rehearsalOf(text)))).toEqual([]);
      const note = changeset({
        releases: bump.releases,
        changes: bump.consumers.changes,
        tags: bump.tags,
        sha256: bump.after.sha256,
        title: text,
      });
      const [, header, body = ""] =
        /^---\n([\s\S]*?)\n---\n\n([\s\S]*)$/.exec(note?.content ?? "") ?? [];
      expect(header).toBe('"@shared/kapso-types": minor\n"@shared/kapso-client": patch');
      expect(dangersOf(body)).toEqual([]);
      const lines = [terminalReport(bump, process.stdout), terminalJson(bump, 2)].join("\n");
      for (const line of lines.split("\n")) expect(line).not.toMatch(/^\s*::|##\[|[\p{Cc}\p{Cf}]/u);
    }),
    { numRuns: isFullLevel ? 1000 : 20 },
  );
});

describe("a report that is too long for a pull request", () => {
  test("shows fewer rows, and counts the others", () => {
    const report = markdownReport(bumpOf("A text of some length, as documents have them.", 400));
    expect(report.length).toBeLessThanOrEqual(60_000);
    expect(report).toMatch(/… and \d+ more\./);
    expect(report).toContain("Files");
  });

  test("leaves out its last sections when that is not enough", () => {
    const report = markdownReport(bumpOf("*".repeat(9_000), 20));
    expect(report.length).toBeLessThanOrEqual(60_000);
    expect(report).toMatch(/\d+ more sections did not fit\.\n$/);
  });
});
