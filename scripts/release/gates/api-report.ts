import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { install } from "./install.ts";
import type { PackedPackage } from "./packed-package.ts";

/** What one entry of a package exports, as text that a person can review. */
export interface ApiReport {
  package: PackedPackage;
  /** As `exports` names it: `.`, `./embed`. */
  entry: string;
  text: string;
}

/** Reports on every entry of the packages, which are installed together. */
export async function apiReports(packages: readonly PackedPackage[]): Promise<ApiReport[]> {
  const folder = await mkdtemp(join(tmpdir(), "kapso-api-"));
  try {
    await install(packages, folder);
    const reports: ApiReport[] = [];
    for (const one of packages) {
      // API Extractor reports on nothing that lies in a node_modules.
      const root = join(folder, "reported", one.name);
      await cp(join(folder, "node_modules", one.name), root, { recursive: true });
      for (const [entry, declarations] of entries(one)) {
        const file = await withoutGenerated(join(root, declarations));
        reports.push({ package: one, entry, text: await report(root, file) });
      }
    }
    return reports;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The entries that are written by hand; one with a `*` leads to what is generated. */
function entries({ manifest }: PackedPackage): [entry: string, declarations: string][] {
  const exported = manifest["exports"] as Record<string, string | { types: string }>;
  return Object.entries(exported)
    .map(([entry, target]): [string, string] => [
      entry,
      typeof target === "string" ? target.replace(/\.js$/, ".d.ts") : target.types,
    ])
    .filter(([, declarations]) => /^[^*]+\.d\.ts$/.test(declarations));
}

/** A new description changes what is generated, and its changeset tells so; no report does. */
async function withoutGenerated(declarations: string): Promise<string> {
  const text = await readFile(declarations, "utf8");
  const ours = text.replace(/^export \* from "\.\/generated\/.*\n/gm, "");
  if (ours === text) return declarations;
  const file = join(dirname(declarations), "written-by-hand.d.ts");
  await writeFile(file, ours);
  return file;
}

async function report(root: string, declarations: string): Promise<string> {
  const out = await mkdtemp(join(root, "api-"));
  const silent = { default: { logLevel: ExtractorLogLevel.None } };
  const compilerOptions = {
    target: "es2022",
    module: "nodenext",
    lib: ["es2023", "esnext.disposable", "dom", "dom.iterable"],
    types: [],
    strict: true,
    skipLibCheck: true,
  };
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(root, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: declarations,
      newlineKind: "lf",
      compiler: { overrideTsconfig: { compilerOptions, files: [declarations] } },
      apiReport: {
        enabled: true,
        includeForgottenExports: true,
        reportFileName: "report",
        reportFolder: out,
        reportTempFolder: join(out, "temp"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      messages: { extractorMessageReporting: silent, tsdocMessageReporting: silent },
    },
  });
  const complaints: string[] = [];
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback(message) {
      if (message.logLevel === ExtractorLogLevel.Error) complaints.push(message.text);
      message.handled = true;
    },
  });
  if (!succeeded)
    throw new Error(`API Extractor cannot read ${declarations}: ${complaints.join(" ")}`);
  return readFile(join(out, "report.api.md"), "utf8");
}
