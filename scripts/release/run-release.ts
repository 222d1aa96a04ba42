import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readCandidates } from "./candidates.ts";
import { command } from "./command.ts";
import { packAll } from "./pack.ts";
import { publishedPackages } from "./packages.ts";
import { planRelease } from "./plan.ts";
import { planReport, refusalReport } from "./plan-report.ts";
import { type PublishSettings, publish } from "./publish.ts";
import { lookUp } from "./registry/published.ts";
import { registryFrom, signingEnvironment, withoutCredentials } from "./registry/registry.ts";
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

  const packages = await publishedPackages(root);
  const work: Work = {
    ...options,
    env,
    settings: await publishSettings(root, options.env),
    before: new Map(packages.map(({ name, version }) => [name, version])),
    access: undefined,
    step: createStep(say),
  };
  const [first] = packages;
  if (registry === undefined || first === undefined) return releaseWith(work);
  const publishing = { ...env, ...work.settings.signing };
  await withRegistryAccess(registry, dirname(first.name), publishing, async (access) => {
    // A wrong token is told now, not after a build.
    await work.step(`asked ${registry.host}`, () => lookUp(first, access));
    await releaseWith({ ...work, access });
  });
}

interface Work extends ReleaseOptions {
  /** Holds no credentials: what is built and checked has no use for them. */
  env: NodeJS.ProcessEnv;
  settings: PublishSettings;
  /** The versions that the tree had before changesets had their say, by name. */
  before: ReadonlyMap<string, string>;
  /** `undefined` where no registry is set. */
  access: RegistryAccess | undefined;
  step: Step;
}

async function releaseWith(work: Work): Promise<void> {
  const { root, env, dryRun, snapshot, step, say } = work;
  const isRelease = !dryRun && snapshot === undefined;
  if (isRelease) await makeVersions(work);
  if (work.prepare) return;
  // From a copy, so that nothing goes out that git does not know, such as an older build's files.
  await inWorkingCopy(root, env, async (copy) => {
    if (!isRelease) await makeVersions({ ...work, root: copy });
    const cache = join(root, "node_modules/.cache/release");
    await step("build", () => command("pnpm", [...BUILD, cache], { cwd: copy, env }));
    if (!dryRun) await step("gates", () => command("pnpm", GATES, { cwd: copy, env }));
    await packAndPublish({ ...work, root: copy });
  });
  if (isRelease) await step("tags", () => command("pnpm", TAGS, { cwd: root, env }));
  if (dryRun) say("\nDry run: nothing was changed and nothing was published.");
}

const BUILD = [
  ...["turbo", "run", "build", "--filter=./packages/*", "--output-logs=errors-only"],
  // Not the tree's own cache, which may have been filled from a folder with older files in it.
  "--cache-dir",
];
const GATES = ["--filter", "@shared/release", "run", "gates"];
const TAGS = ["exec", "changeset", "git-tag"];

async function packAndPublish(work: Work): Promise<void> {
  const { root, access, settings, before, snapshot, dryRun, step, say } = work;
  const folder = await mkdtemp(join(tmpdir(), "release-tarballs-"));
  try {
    const tarballs = await step("pack", () => packAll(folder, root));
    const plan = planRelease(await readCandidates(tarballs, before, access), snapshot);
    say(`\n${planReport(plan, { ...settings, host: access?.registry.host, dryRun })}\n`);
    const refusal = refusalReport(plan);
    if (refusal !== undefined) throw new ReleaseError(refusal);
    if (dryRun || access === undefined) return;
    for (const one of plan.filter(({ action }) => action === "publish")) {
      await step(`published ${one.name} ${one.version}`, () => publish(one, access, settings));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
