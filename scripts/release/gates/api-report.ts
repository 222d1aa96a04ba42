import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
} from "@microsoft/api-extractor";
import { install, type PackedPackage } from "./packed-package.ts";

/** The exports of one entry of a package, as text that a person can review. */
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
    const found: { package: PackedPackage; entry: string; config: ExtractorConfig }[] = [];
    for (const one of packages) {
      // API Extractor reports on nothing that lies in a node_modules.
      const root = join(folder, "reported", one.name);
      await cp(join(folder, "node_modules", one.name), root, { recursive: true });
      for (const [entry, declarations] of entries(one)) {
        const config = await configure(root, await withoutGenerated(join(root, declarations)));
        found.push({ package: one, entry, config });
      }
    }
    const [first, ...others] = found.map(({ config }) => config);
    if (first === undefined) return [];
    // One program for all: most of the time goes into the libraries' declarations.
    const compilerState = CompilerState.create(first, {
      additionalEntryPoints: others.map((config) => config.mainEntryPointFilePath),
    });
    const reports: ApiReport[] = [];
    for (const { config, ...one } of found) {
      reports.push({ ...one, text: await report(config, compilerState) });
    }
    return reports;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The entries that are written by hand; one with a `*` leads to what is generated. */
function entries({ manifest }: PackedPackage): [entry: string, declarations: string][] {
  const exported = manifest["exports"] as Record<string, { import?: string | { types: string } }>;
  return Object.entries(exported).flatMap(([entry, { import: target }]): [string, string][] => {
    const declarations =
      typeof target === "string" ? target.replace(/\.js$/, ".d.ts") : target?.types;
    return declarations === undefined || declarations.includes("*") ? [] : [[entry, declarations]];
  });
}

/** A new OpenAPI document changes what is generated. Its changeset reports that, not this. */
async function withoutGenerated(declarations: string): Promise<string> {
  const text = await readFile(declarations, "utf8");
  const ours = text.replace(/^export \* from "\.\/generated\/.*\n/gm, "");
  if (ours === text) return declarations;
  const file = join(dirname(declarations), "written-by-hand.d.ts");
  await writeFile(file, ours);
  return file;
}

async function configure(root: string, declarations: string): Promise<ExtractorConfig> {
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
  return ExtractorConfig.prepare({
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
}

async function report(config: ExtractorConfig, compilerState: CompilerState): Promise<string> {
  const complaints: string[] = [];
  const { succeeded } = Extractor.invoke(config, {
    compilerState,
    localBuild: true,
    messageCallback(message) {
      if (message.logLevel === ExtractorLogLevel.Error) complaints.push(message.text);
      message.handled = true;
    },
  });
  if (!succeeded) {
    const file = config.mainEntryPointFilePath;
    throw new Error(`API Extractor cannot read ${file}: ${complaints.join(" ")}`);
  }
  return readFile(config.reportFilePath, "utf8");
}
