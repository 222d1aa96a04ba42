import { openApiModel } from "@shared/openapi-model/model.ts";
import { compareDocuments, typesToCompare } from "@shared/openapi-verdict";
import { expect, test } from "vitest";
import { printMarkdown } from "../markdown/print-markdown.ts";
import { changelog, operationTags } from "./changeset.ts";

/** A document with an operation per path, tagged in turn; the third tag is none. */
function document(count: number) {
  const responses = { 200: { description: "Done" } };
  const tagged = [{ tags: ["Cats"] }, { tags: ["Dogs", "Cats"] }, {}];
  const paths = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `/pets/${at}`,
      { get: { operationId: `get${at}`, ...tagged[at % 3], responses } },
    ]),
  );
  return { openapi: "3.1.0", info: { title: "Pets", version: "1" }, paths };
}

async function changelogOf(before: number, after: number): Promise<string> {
  const { changes } = await compareDocuments(document(before), document(after), typesToCompare);
  const tags = operationTags(openApiModel(document(after)).operations);
  return printMarkdown([changelog(changes, tags)]);
}

test("twelve new operations are a line each; more are counted by tag in one line", async () => {
  expect((await changelogOf(1, 13)).trim().split("\n")).toHaveLength(12);
  expect(await changelogOf(1, 15)).toBe(
    "- Added 14 operations: Dogs (5), without a tag (5), Cats (4).\n",
  );
});
