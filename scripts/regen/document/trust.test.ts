import { openApiModel } from "@shared/openapi-model/model.ts";
import { parse } from "@shared/openapi-model/parse.ts";
import { DocumentError } from "@shared/openapi-model/problem.ts";
import { expect, test } from "vitest";
import { smallDocument } from "../testing/small-document.ts";
import { trustCases } from "../testing/trust-cases.ts";
import { guard } from "./guard.ts";
import { trustReport } from "./trust.ts";

// The same cases run through the command in commands/trust.test.ts.
test.each(trustCases)("$name: exit code $exitCode", async ({ before, after, exitCode, says }) => {
  const old = await guard(parse(before ?? smallDocument, "old.yaml"));
  const outcome = await guard(parse(after, "new.yaml")).then(
    (now) => {
      const { needsTrust } = trustReport(old, now);
      return { exitCode: needsTrust.length > 0 ? 4 : 0, text: needsTrust.join("\n") };
    },
    (error: unknown) => {
      expect(error).toBeInstanceOf(DocumentError);
      return { exitCode: 3, text: (error as Error).message };
    },
  );
  expect(outcome.exitCode, outcome.text).toBe(exitCode);
  expect(outcome.text).toMatch(says ?? /^/);
});

test("there are at least 54 cases that must not pass", () => {
  expect(trustCases.filter(({ exitCode }) => exitCode !== 0).length).toBeGreaterThanOrEqual(54);
});

test("new hosts in examples and texts are listed, and need no trust", () => {
  const read = (text: string) => openApiModel(parse(text, "x.yaml").value);
  const now = smallDocument
    .replace("Create pet", "Create pet, see https://guide.example.org/pets.")
    .replace("id: 550e8400-cat", "id: https://cdn.example.net/cat.png");
  expect(trustReport(read(smallDocument), read(now))).toEqual({
    needsTrust: [],
    mentions: ["cdn.example.net", "guide.example.org"],
  });
});
