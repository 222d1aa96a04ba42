import { releaseFor } from "@shared/openapi-verdict";
import { paragraph } from "../markdown/blocks.ts";
import { code } from "../markdown/inline.ts";
import { printMarkdown } from "../markdown/print-markdown.ts";

export interface AddedDocument {
  name: string;
  title: string;
  sha256: string;
  operations: number;
  /** The version of the types package before the release. */
  version: string;
}

/** The changeset of a new document: one more entry of the types package. */
export function addedDocumentChangeset(added: AddedDocument): { path: string; content: string } {
  const { name, title, sha256, operations, version } = added;
  const { bump } = releaseFor("additive", version);
  const entry = printMarkdown([
    paragraph(
      `Types of the ${title}, with ${operations} ${operations === 1 ? "operation" : "operations"}, as the entry `,
      code(`./${name}`),
      ".",
    ),
  ]);
  return {
    path: `.changeset/spec-${sha256.slice(0, 12)}.md`,
    content: `---\n"@shared/kapso-types": ${bump}\n---\n\n${entry}`,
  };
}
