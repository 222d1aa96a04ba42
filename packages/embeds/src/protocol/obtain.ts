import {
  type CreatedInboxEmbed,
  type CreateInboxEmbedInput,
  isKapsoError,
} from "@shared/kapso-client";
import { InboxEmbedError } from "../embeds-error.ts";
import { commit } from "./commit.ts";
import type { CreateContext } from "./context.ts";
import { newNonce, readName, writeName } from "./embed-name.ts";
import { follow } from "./moved.ts";
import { createPatience } from "./patience.ts";
import { checkProject, keepEvidence, type Project, uncheckedProject } from "./project.ts";
import type { EmbedRecord, LiveEmbed, ReadRecord } from "./record.ts";
import { readWanted, writeSettings } from "./wanted.ts";

/** The decision about the embed that is live now. */
export type Verdict =
  | { kind: "use"; live: LiveEmbed; how: "stored" | "patched"; problem?: unknown }
  /**
   * It stays in the record until its successor is committed, which orphans it. `ended`: whether it
   * no longer works.
   */
  | { kind: "replace"; ended: boolean }
  /** The record has changed: read it again. */
  | { kind: "again" };

export interface Goal {
  /** `context` is that of the deployment that has the key now. */
  judge(context: CreateContext, live: LiveEmbed, read: ReadRecord): Verdict | Promise<Verdict>;
  /** Milliseconds for which a replaced embed still works. */
  grace: number;
}

export interface Obtained {
  /** The context of the deployment that has the key now. */
  context: CreateContext;
  live: LiveEmbed;
  how: "stored" | "patched" | "created";
  problem?: unknown;
  /** Ids of embeds that were orphaned on the way: the caller must revoke them. */
  orphaned: string[];
}

interface Claim {
  nonce: string;
  posted: boolean;
}

/** How many embeds one call may create: other processes may overtake it each time. */
const maxCreations = 3;

/**
 * Steps 1 to 6 of the protocol: reads, claims a fresh nonce, POSTs once, commits. Begins again
 * when another process was faster, or when the outcome is unknown.
 */
export async function obtain(context: CreateContext, goal: Goal): Promise<Obtained> {
  const { clock } = context;
  const patience = createPatience(context);
  const foreign = createForeignClaims(context);
  let mine: Claim | undefined;
  let creations = 0;

  for (;;) {
    // Step 1.
    const read = await context.read();
    const { record } = read;
    const moved = await follow(context, record);
    if (moved) return obtain(moved, goal);
    const verdict = record.live ? await goal.judge(context, record.live, read) : undefined;
    if (verdict?.kind === "use") {
      const { live, how, problem } = verdict;
      return { context, live, how, problem, orphaned: [] };
    }
    if (verdict?.kind === "again") {
      await patience.wait();
      continue;
    }

    // Step 2.
    const standing = record.creating;
    const isMine = mine && !mine.posted && standing?.nonce === mine.nonce;
    if (!isMine && standing && standing.nonce !== mine?.nonce && foreign.holds(standing)) {
      await patience.wait();
      continue;
    }
    if (creations === maxCreations) throw overtakenError(context.key);
    let project: Project;
    try {
      project = await (context.replaceMissing
        ? uncheckedProject(context)
        : checkProject(context, record));
    } catch (error) {
      const wait = passingWait(error);
      if (wait === undefined || !patience.allows(wait)) throw error;
      await patience.wait(wait || undefined);
      continue;
    }
    let claimed = read;
    if (!mine || !isMine) {
      mine = { nonce: newNonce(), posted: false };
      const next: EmbedRecord = {
        ...record,
        creating: { nonce: mine.nonce, leaseUntil: clock.now() + context.lease },
        // The POST of the replaced nonce may still create an embed.
        sweepAfter: standing ? clock.now() + context.settled : record.sweepAfter,
      };
      if ((await context.save(read.version, next)) !== "saved") {
        await patience.wait();
        continue;
      }
      claimed = { record: next, version: read.version + 1 };
    }

    // Step 3.
    mine.posted = true;
    const posted = await post(context, mine.nonce, project);
    if (!("error" in posted) || posted.mayExist) creations += 1;
    if ("error" in posted) {
      // Step 6: this nonce is never sent again; the next claim replaces it.
      const last = creations === maxCreations || !patience.allows(posted.wait);
      if (posted.final || last) {
        await release(context, mine.nonce);
        throw posted.error;
      }
      await patience.wait(posted.wait);
      continue;
    }

    // Steps 4 and 5.
    const committed = await commit(context, posted.live, claimed, goal.grace, patience);
    if (committed === "begin again") {
      await patience.wait();
      continue;
    }
    const orphaned = committed.orphaned === undefined ? [] : [committed.orphaned];
    return { context, live: posted.live, how: "created", orphaned };
  }
}

/**
 * Which claims of other processes to wait for: those within their lease, and none for longer than a
 * lease, since the other's clock may be ahead.
 */
function createForeignClaims({ clock, lease }: CreateContext): {
  holds(claim: { nonce: string; leaseUntil: number }): boolean;
} {
  const firstSeen = new Map<string, number>();
  return {
    holds({ nonce, leaseUntil }) {
      const now = clock.now();
      const seen = firstSeen.get(nonce) ?? now;
      firstSeen.set(nonce, seen);
      return Math.min(leaseUntil, seen + lease) > now;
    },
  };
}

function overtakenError(key: string): InboxEmbedError {
  return new InboxEmbedError(
    "overtaken",
    `This call created ${maxCreations} embeds for "${key}" and saved none: each time, another process changed the record, or the response was lost. Sweeps revoke these embeds. Check that the clocks of all processes agree and that lease is longer than a POST takes; then call again.`,
  );
}

/** Milliseconds to wait after an error that may pass; `undefined` for the others. */
function passingWait(error: unknown): number | undefined {
  if (!isKapsoError(error)) return undefined;
  const { family, status = 0, retryAfter = 0 } = error;
  return family === "connection" || status === 429 || status >= 500
    ? retryAfter * 1_000
    : undefined;
}

type Posted =
  | { live: LiveEmbed }
  /** `final`: a retry would fail the same way. `mayExist`: the POST may have created an embed. */
  | { error: unknown; final: boolean; wait?: number | undefined; mayExist: boolean };

async function post(context: CreateContext, nonce: string, project: Project): Promise<Posted> {
  const { embeds, deployment, keyHash, timeout, signal, clock, deadline } = context;
  const { fields, asked } = readWanted(context);
  const name = writeName(fields.name, { deployment, keyHash, nonce });
  let created: CreatedInboxEmbed;
  try {
    const limit = Math.min(timeout, Math.max(deadline - clock.now(), 1_000));
    // The client's retries are off, since a nonce is sent once.
    const once = { timeout: limit, totalTimeout: limit, maxRetries: false, signal } as const;
    created = await embeds.create({ ...fields, name } as CreateInboxEmbedInput, once);
  } catch (error) {
    if (!isKapsoError(error)) return { error, final: true, mayExist: false };
    const { family, mayHaveHappened, status, retryAfter } = error;
    const passing =
      family !== "aborted" && (mayHaveHappened || family === "connection" || status === 429);
    const wait = retryAfter === undefined ? undefined : retryAfter * 1_000;
    return { error, final: !passing, wait, mayExist: mayHaveHappened };
  }
  if (readName(created.name)?.nonce !== nonce) {
    await release(context, nonce);
    await embeds.revoke(created.id, { ...context.callOptions(), missingOk: true });
    return { error: nameChangedError(), final: true, mayExist: false };
  }
  try {
    await keepEvidence(context, project, created.id);
  } catch (error) {
    await release(context, nonce);
    // If this fails, a sweep revokes it: it is orphaned, and has our name.
    await embeds.revoke(created.id, context.callOptions()).catch(() => undefined);
    return { error, final: true, mayExist: false };
  }
  const live: LiveEmbed = {
    id: created.id,
    nonce,
    embed_url: created.embed_url,
    expires_at: created.expires_at ?? null,
    scope_type: created.scope_type,
    scope_id: created.scope_id ?? null,
    asked: writeSettings(asked),
    actual: writeSettings(created),
  };
  return { live };
}

function nameChangedError(): InboxEmbedError {
  return new InboxEmbedError(
    "name_changed",
    "Kapso returned an embed whose name differs from the request, so no sweep could find it. The embed was revoked; try a shorter name.",
  );
}

/** Takes a nonce out of the record so that others need not wait. Not needed for safety: leases run out. */
async function release(context: CreateContext, nonce: string): Promise<void> {
  try {
    const { record, version } = await context.read();
    if (record.creating?.nonce !== nonce) return;
    const sweepAfter = context.clock.now() + context.settled;
    await context.save(version, { ...record, creating: null, sweepAfter });
  } catch {
    // The caller gets the first error.
  }
}
