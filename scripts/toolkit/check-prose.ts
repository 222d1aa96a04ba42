import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { isChecked, proseFaults } from "./prose.ts";
import { printError, terminalText } from "./terminal.ts";

const tracked = execFileSync("git", ["ls-files", "--", "*.md", "*.ts"], { encoding: "utf8" });
const lines = tracked
  .split("\n")
  .filter((file) => file !== "" && isChecked(file) && existsSync(file))
  .flatMap((file) =>
    proseFaults(readFileSync(file, "utf8"), file).map(
      ({ line, found, instead }) => `${file}:${line}: ${found}; write instead: ${instead}`,
    ),
  );
if (lines.length > 0) {
  printError(terminalText(lines));
  process.exitCode = 1;
}
