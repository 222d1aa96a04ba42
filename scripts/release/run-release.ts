import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { readCandidates } from "./candidates.ts";
import { requireTested, runChecks } from "./checks.ts";
import { packAll } from "./pack.ts";
import { publishedPackages } from "./packages.ts";
import { type PlannedPackage, planRelease } from "./plan.ts";
import { planReport, refusalReport } from "./plan-report.ts";
import { type PublishSettings, publish } from "./publish.ts";
import { type RegistryAccess, withRegistryAccess } from "./registry/access.ts";
import { findMissing } from "./registry/missing.ts";
import { registryFrom, signingEnvironment, withoutCredentials } from "./registry/registry.ts";
import { ReleaseError } from "./release-error.ts";
import { requireIdentity, tagVersions } from "./tags.ts";
import { checkSnapshotTag, makeVersions } from "./versions.ts";
import { inWorkingCopy, uncommittedChanges } from "./working-copy.ts";

export interface ReleaseOptions {
  root: string;
  env: NodeJS.ProcessEnv;
  /** Change and publish nothing; print what would happen. */
  dryRun: boolean;
  /** Stop when the changesets have become versions. */
  prepare: boolean;
  /** Publish everything as it is under this dist-tag, and leave no trace in the tree. */
  snapshot: string | undefined;
  /** The commit whose checks have passed elsewhere; without it, they run here. */
  tested?: string | undefined;
  say: (text: string) => void;
}

/** changesets → versions → build → gates → tests → pack → plan → publish → tags. */
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
  const { tested } = options;
  if (tested !== undefined) await requireTested(root, env, { tested, snapshot });
  if (!dryRun && snapshot === undefined) await requireIdentity(root, env);
  if (changes.length > 0) say(`Note: counts in ${changes.length} uncommitted changes.\n`);

  const packages = await publishedPackages(root);
  const work: Work = {
    ...options,
    env,
    settings: await publishSettings(root, options.env),
    before: new Map(packages.map(({ name, version }) => [name, version])),
    access: undefined,
    async step(name, run) {
      const began = performance.now();
      const result = await run();
      say(`${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
      return result;
    },
  };
  const [first] = packages;
  if (registry === undefined || first === undefined) return releaseWith(work);
  const publishing = { ...env, ...work.settings.signing };
  await withRegistryAccess(registry, dirname(first.name), publishing, async (access) => {
    // A wrong token is found here, not after a build.
    await work.step(`reached ${registry.host}`, () => findMissing(packages, root, access));
    await releaseWith({ ...work, access });
  });
}

interface Work extends ReleaseOptions {
  /** Holds no credentials: what is built and checked has no use for them. */
  env: NodeJS.ProcessEnv;
  settings: PublishSettings;
  /** The versions that the tree had before changesets changed them, by name. */
  before: ReadonlyMap<string, string>;
  /** `undefined` where no registry is set. */
  access: RegistryAccess | undefined;
  /** Runs a step of the release and prints how long it took. */
  step: <Result>(name: string, run: () => Promise<Result>) => Promise<Result>;
}

async function releaseWith(work: Work): Promise<void> {
  const { root, env, dryRun, snapshot, step, say } = work;
  const isRelease = !dryRun && snapshot === undefined;
  if (isRelease) await makeVersions(work);
  if (work.prepare)
    return say("\nLeft to do: push this commit and have it reviewed; then release it.");
  // From a copy, so that nothing is published that is not in git, such as an older build's files.
  await inWorkingCopy(root, env, async (copy) => {
    if (!isRelease) await makeVersions({ ...work, root: copy });
    const cache = join(root, "node_modules/.cache/release");
    await step("build", () => runCommand("pnpm", [...build, cache], { cwd: copy, env }));
    await step("gates", () => runCommand("pnpm", gates, { cwd: copy, env }));
    if (work.tested === undefined) await step("tests", () => runChecks(copy, env, cache));
    else say(`tests passed for ${work.tested}`);
    await packAndPublish({ ...work, root: copy });
  });
  if (isRelease) {
    await step("tags", () => tagVersions(root, env));
    say(
      "\nLeft to do, where the remote lacks the release's commit or tags: git push --follow-tags",
    );
  }
  if (dryRun) say("\nDry run: nothing was changed and nothing was published.");
}

const build = [
  ...["turbo", "run", "build", "--filter=./packages/*", "--output-logs=errors-only"],
  // Not the tree's own cache, which may have been filled from a folder with older files in it.
  "--cache-dir",
];
const gates = ["--filter", "@shared/release", "run", "gates"];

async function packAndPublish(work: Work): Promise<void> {
  const { root, access, settings, snapshot, dryRun, step, say } = work;
  const folder = await mkdtemp(join(tmpdir(), "release-tarballs-"));
  try {
    const tarballs = await step("pack", () => packAll(folder, root));
    let failure: string | undefined;
    for (let before = Number.POSITIVE_INFINITY; ; ) {
      const candidates = await readCandidates(tarballs, work.before, root, access).catch(
        (error) => {
          if (failure === undefined || !(error instanceof ReleaseError)) throw error;
          throw new ReleaseError(stoppedHalfWay(failure, error.message));
        },
      );
      const plan = planRelease(candidates, snapshot);
      const waiting = plan.filter(({ action }) => action === "publish");
      const [next] = waiting;
      if (failure !== undefined && next !== undefined && waiting.length === before) {
        throw new ReleaseError(notPublished(next, failure));
      }
      say(`\n${planReport(plan, { ...settings, host: access?.registry.host, dryRun })}\n`);
      const refusal = refusalReport(plan);
      if (refusal !== undefined) throw new ReleaseError(refusal);
      if (dryRun || access === undefined || next === undefined) return;
      failure = await step("publish", () => publish(waiting, folder, root, access, settings));
      if (failure === undefined) return;
      // The registry may have published it, and only the response was lost: look again.
      before = waiting.length;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function publishSettings(root: string, env: NodeJS.ProcessEnv): Promise<PublishSettings> {
  const config = JSON.parse(await readFile(join(root, ".changeset/config.json"), "utf8"));
  const visibility = config.access === "public" ? "public" : "restricted";
  // Registries refuse to sign what is not public: a signature names the repository publicly.
  return { visibility, signing: visibility === "public" ? signingEnvironment(env) : undefined };
}

function notPublished({ name, version }: PlannedPackage, reason: string): string {
  return `${name} ${version} was not published: ${reason}
${goesOn}`;
}

function stoppedHalfWay(failure: string, error: string): string {
  return `The release stopped half-way: ${failure}
Then the registry could not be read: ${error}
${goesOn}`;
}

const goesOn =
  "What was published before it stays. Run the same command again: it goes on from here.";

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
