import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readCandidates } from "./candidates.ts";
import { command } from "./command.ts";
import { packAll, type Tarball } from "./pack.ts";
import { publishedPackages } from "./packages.ts";
import { type PlannedPackage, planRelease } from "./plan.ts";
import { planReport, refusalReport } from "./plan-report.ts";
import { type PublishSettings, publish } from "./publish.ts";
import {
  type Registry,
  registryFrom,
  signingEnvironment,
  withoutCredentials,
} from "./registry/registry.ts";
import { type RegistryAccess, withRegistryAccess } from "./registry/registry-access.ts";
import { ReleaseError } from "./release-error.ts";
import { createStep, type Step } from "./step.ts";
import { checkSnapshotTag, makeVersions } from "./versions.ts";
import { inWorkingCopy, uncommittedChanges } from "./working-copy.ts";

export interface ReleaseOptions {
  root: string;
  env: NodeJS.ProcessEnv;
  /** Change and publish nothing; say what would be. */
  dryRun: boolean;
  /** Stop when the changesets have become versions. */
  prepare: boolean;
  /** Publish everything as it is under this dist-tag, and leave no trace in the tree. */
  snapshot: string | undefined;
  say: (text: string) => void;
}

/** changesets → versions → build → gates → pack → plan → publish → tags. */
export async function release(options: ReleaseOptions): Promise<void> {
  const { root, dryRun, prepare, snapshot, say } = options;
  if (snapshot !== undefined) checkSnapshotTag(snapshot);
  const registry = prepare ? undefined : registryFrom(options.env);
  if (registry === undefined && !dryRun && !prepare) {
    throw new ReleaseError(
      "KAPSO_REGISTRY is not set, so there is nowhere to publish to. Set it to the registry's URL and NPM_TOKEN to a token for it, or look at the plan with --dry-run.",
    );
  }
  const env = withoutCredentials(options.env);
  const changes = await uncommittedChanges(root, env);
  if (changes.length > 0 && !dryRun) throw new ReleaseError(uncommitted(changes));
  if (changes.length > 0) say(`Note: counts in ${changes.length} uncommitted changes.\n`);

  const settings = await publishSettings(root, options.env);
  const before = new Map((await publishedPackages(root)).map((one) => [one.name, one.version]));
  const work = { ...options, env, registry, settings, before, step: createStep(say) };
  const isRelease = !dryRun && snapshot === undefined;
  if (isRelease) await makeVersions(work);
  if (prepare) return;
  // From a copy, so that nothing goes out that git does not know, such as an older build's files.
  await inWorkingCopy(root, env, async (copy) => {
    if (!isRelease) await makeVersions({ ...work, root: copy });
    await releaseTree({ ...work, root: copy });
  });
  if (isRelease) await work.step("tags", () => command("pnpm", TAGS, { cwd: root, env }));
  if (dryRun) say("\nDry run: nothing was changed and nothing was published.");
}

interface Work extends ReleaseOptions {
  registry: Registry | undefined;
  settings: PublishSettings;
  /** The versions that the tree had before changesets had their say, by name. */
  before: ReadonlyMap<string, string>;
  step: Step;
}

async function releaseTree(work: Work): Promise<void> {
  const { root, env, step } = work;
  const at = { cwd: root, env };
  await step("build", () => command("pnpm", BUILD, at));
  if (!work.dryRun) await step("gates", () => command("pnpm", GATES, at));
  const folder = await mkdtemp(join(tmpdir(), "release-tarballs-"));
  try {
    const tarballs = await step("pack", () => packAll(folder, root));
    await publishTarballs(work, tarballs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const BUILD = ["turbo", "run", "build", "--filter=./packages/*", "--output-logs=errors-only"];
const GATES = ["--filter", "@shared/release", "run", "gates"];
const TAGS = ["exec", "changeset", "git-tag"];

async function publishTarballs(work: Work, tarballs: readonly Tarball[]): Promise<void> {
  const { registry, env, settings, before, dryRun, step } = work;
  const plan = async (access?: RegistryAccess): Promise<PlannedPackage[]> => {
    const planned = planRelease(await readCandidates(tarballs, before, access), work.snapshot);
    work.say(`\n${planReport(planned, { ...settings, host: registry?.host, dryRun })}\n`);
    const refusal = refusalReport(planned);
    if (refusal !== undefined) throw new ReleaseError(refusal);
    return planned.filter(({ action }) => action === "publish");
  };
  if (registry === undefined) {
    await plan();
    return;
  }
  const scope = dirname(tarballs[0]?.name ?? "");
  await withRegistryAccess(registry, scope, { ...env, ...settings.signing }, async (access) => {
    const waiting = await plan(access);
    if (dryRun) return;
    for (const one of waiting) {
      await step(`published ${one.name} ${one.version}`, () => publish(one, access, settings));
    }
  });
}

async function publishSettings(root: string, env: NodeJS.ProcessEnv): Promise<PublishSettings> {
  const config = JSON.parse(await readFile(join(root, ".changeset/config.json"), "utf8"));
  const visibility = config.access === "public" ? "public" : "restricted";
  // Registries refuse to sign what is not public: a signature names the repository to everybody.
  return { visibility, signing: visibility === "public" ? signingEnvironment(env) : undefined };
}

function uncommitted(changes: readonly string[]): string {
  const listed = changes.slice(0, 10).map((line) => `  ${line}`);
  const more = changes.length > 10 ? [`  and ${changes.length - 10} more`] : [];
  return [
    "The tree has changes that are not committed, so what is published would be in no commit:",
    ...listed,
    ...more,
    "Commit or stash them, or look at the plan with --dry-run.",
  ].join("\n");
}
