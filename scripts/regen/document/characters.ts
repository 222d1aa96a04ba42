import type { WalkedModel } from "@shared/openapi-model/model.ts";
import type { MakeProblem, Problem } from "@shared/openapi-model/problem.ts";
import type { NodeKind } from "@shared/openapi-model/walk.ts";

/**
 * Characters that no text needs, and that imitate other text, end a line or control a terminal:
 * control characters, line and paragraph separators, bidirectional controls, zero-width spaces,
 * tags, noncharacters, and halves of surrogate pairs.
 */
const never =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern matches them on purpose
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\p{Cs}\u{e0000}-\u{e007f}]/u;

/** Characters of prose that names must not have: line ends, tabs, joiners (of emoji and scripts), soft hyphens. */
const notInNames = /[\t\n\r\u00ad\u180e\u200c\u200d]/u;

/** Keys of OpenAPI whose values are prose. */
const prose: ReadonlySet<string> = new Set(["description", "summary", "title"]);

/** Reports characters, after YAML's escapes, that are not accepted in their place. */
export function characterProblems({ nodes }: WalkedModel, problem: MakeProblem): Problem[] {
  const problems: Problem[] = [];

  function check(text: string, pointer: string, isName: boolean, onKey: boolean): void {
    const found = never.exec(text) ?? (isName ? notInNames.exec(text) : null);
    if (!found) return;
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    const where = isName ? "a name" : "a text";
    problems.push(
      problem(
        pointer,
        `the character U+${code} is not accepted in ${where}: it is invisible. Remove it.`,
        onKey,
      ),
    );
  }

  for (const { node, kind, key, pointer, owner, isNamed } of nodes) {
    check(key, pointer, true, true);
    if (key === "__proto__") {
      problems.push(
        problem(pointer, 'the key "__proto__" is not accepted: programs fail on it.', true),
      );
    }
    if (typeof node !== "string") continue;
    if (node === "__proto__" && isKeyOfValues(key, owner?.kind)) {
      problems.push(
        problem(pointer, 'the name "__proto__" is not accepted: programs fail on it.', false),
      );
    }
    const isListed = owner?.kind === "schema" && (key === "enum" || key === "const");
    const isProse =
      !isListed &&
      (kind === "data" || kind === "extension" || (kind === "other" && !isNamed && prose.has(key)));
    check(node, pointer, !isProse, false);
  }
  return problems;
}

/** Texts that become keys: of a parameter, of a discriminator, of an object that requires one. */
function isKeyOfValues(key: string, owner: NodeKind | undefined): boolean {
  return (
    (key === "name" && owner === "parameter") ||
    (key === "propertyName" && owner === "discriminator") ||
    (key === "required" && owner === "schema")
  );
}
