import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { structuredPatch } from "diff";
import type { ApiReport } from "./api-report.ts";

/** Writes every report where it is committed, and deletes those of entries that are gone. */
export async function writeReports(reports: readonly ApiReport[]): Promise<void> {
  const folders = new Set(reports.map(folderOf));
  for (const folder of folders) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
  }
  for (const report of reports)
    await writeFile(join(folderOf(report), fileOf(report)), report.text);
}

/** The committed reports that differ from these, with the lines that differ. */
export async function reportFindings(reports: readonly ApiReport[]): Promise<string[]> {
  const changed = await Promise.all(
    reports.map(async (report) => {
      const path = join(folderOf(report), fileOf(report));
      const committed = await readFile(path, "utf8").catch(() => "");
      if (committed === report.text) return [];
      const { hunks } = structuredPatch("", "", committed, report.text, "", "", { context: 0 });
      const lines = hunks.flatMap((hunk) => hunk.lines.map((line) => `  ${line}`));
      return [
        `${report.package.name}: ${report.entry} does not export what api/${fileOf(report)} lists. Run \`pnpm api\` and commit what it writes, with a changeset (\`pnpm changeset\`), if that is meant.\n${lines.join("\n")}`,
      ];
    }),
  );
  return [...changed.flat(), ...(await leftOver(reports))];
}

async function leftOver(reports: readonly ApiReport[]): Promise<string[]> {
  const current = new Set(reports.map((report) => join(folderOf(report), fileOf(report))));
  const folders = new Map(reports.map((report) => [folderOf(report), report.package.name]));
  const found = await Promise.all(
    [...folders].map(async ([folder, name]) =>
      (await readdir(folder).catch(() => []))
        .filter((file) => !current.has(join(folder, file)))
        .map((file) => `${name}: api/${file} reports on no entry. Run \`pnpm api\`.`),
    ),
  );
  return found.flat();
}

function folderOf({ package: { folder } }: ApiReport): string {
  return join(folder, "api");
}

/** `.` is `index`, `./embed` is `embed`, `./*.json` is `json`. */
function fileOf({ entry }: ApiReport): string {
  return `${entry.replace(/^[^\w]+/, "").replaceAll("/", "-") || "index"}.api.md`;
}
