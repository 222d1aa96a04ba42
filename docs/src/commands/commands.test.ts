import { expect, test } from "vitest";
import { pages } from "../repository.ts";
import { commandsOf } from "./commands.ts";
import { missing } from "./missing.ts";

test("each script, file, package and program that a command names is there", async () => {
  const commands = (await pages()).flatMap(commandsOf);
  const problems = commands.flatMap((command) => {
    const problem = missing(command);
    return problem
      ? [`${command.path}:${command.line}: ${command.words.join(" ")}: ${problem}`]
      : [];
  });
  expect(problems).toEqual([]);
  expect(commands.length).toBeGreaterThan(20);
});

test.each([
  ["pnpm no-such-script", "script no-such-script"],
  ["pnpm run nothing --flag", "script nothing"],
  ["pnpm --filter @shared/missing test", "package @shared/missing"],
  ["pnpm --filter @shared/kapso-client nothing", "script nothing"],
  ["pnpm docs", "pnpm's own"],
  ["npm run nothing", "script nothing"],
  ["npm install @shared/missing@1.0.0", "package @shared/missing"],
  ["npx no-such-program", "program no-such-program"],
  ["node scripts/nothing.ts --check", "file scripts/nothing.ts"],
  ["KEY=1 npm run demo && node nothing.ts", "file nothing.ts"],
])("%s is noticed", (row, problem) => {
  const text = `\`\`\`sh\n${row} # as it stands\n\`\`\`\n`;
  const problems = commandsOf({ path: "page.md", text }).flatMap((one) => missing(one) ?? []);
  expect(problems).toEqual([expect.stringContaining(problem)]);
});
