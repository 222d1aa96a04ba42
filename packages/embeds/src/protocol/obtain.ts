import { type CreatedInboxEmbed, isKapsoError } from "@shared/kapso-client";
import { InboxEmbedError } from "../embeds-error.ts";
import type { CreateContext } from "./context.ts";
import { newNonce, readName, writeName } from "./embed-name.ts";
import type { EmbedRecord, LiveEmbed, ReadRecord } from "./record.ts";
import { askedSettings, writeSettings } from "./settings.ts";
import { deleteEmbed, postEmbed } from "./upstream.ts";

/** What is to be done about the embed that is live now. */
export type Verdict =
  | { kind: "use"; live: LiveEmbed; how: "stored" | "patched" }
  /** It does not work any more: it leaves the record with the claim. */
  | { kind: "replace" }
  /** It goes on being handed out until there is another. */
  | { kind: "keep-until-replaced" }
  /** The record has changed: read it again. */
  | { kind: "again" };

export interface Goal {
  judge(live: LiveEmbed, read: ReadRecord): Verdict | Promise<Verdict>;
  /** What the commit makes of the embed that it replaces: how long it still works. */
  grace: number;
}

export interface Obtained {
  live: LiveEmbed;
  how: "stored" | "patched" | "created";
  /** Condemned on the way: to be revoked. */
  condemned: string[];
}

interface Claim {
  nonce: string;
  posted: boolean;
}

/**
 * Steps 1 to 6: reads, claims a fresh nonce, POSTs once, commits; and begins again whenever
 * somebody else was faster, or the outcome is not known.
 */
export async function obtain(context: CreateContext, goal: Goal): Promise<Obtained> {
  const { clock } = context;
  const patience = createPatience(context);
  const condemned = new Set<string>();
  let mine: Claim | undefined;

  for (;;) {
    // Step 1.
    const read = await context.read();
    const { record } = read;
    const verdict = record.live ? await goal.judge(record.live, read) : undefined;
    if (verdict?.kind === "use") {
      const { live, how } = verdict;
      condemned.delete(live.id);
      return { live, how, condemned: [...condemned] };
    }
    if (verdict?.kind === "again") {
      await patience.wait();
      continue;
    }

    // Step 2.
    let claimed = read;
    const standing = record.creating;
    if (!mine || mine.posted || standing?.nonce !== mine.nonce) {
      const foreign = standing && standing.nonce !== mine?.nonce;
      if (foreign && standing.leaseUntil > clock.now()) {
        await patience.wait();
        continue;
      }
      mine = { nonce: newNonce(), posted: false };
      const next: EmbedRecord = {
        ...record,
        live: verdict?.kind === "replace" ? null : record.live,
        creating: { nonce: mine.nonce, leaseUntil: clock.now() + context.lease },
        // The nonce that is taken over may yet become an embed.
        sweepAfter: standing ? clock.now() + context.settled : record.sweepAfter,
      };
      if ((await context.save(read.version, next)) !== "saved") {
        await patience.wait();
        continue;
      }
      if (verdict?.kind === "replace" && record.live) condemned.add(record.live.id);
      claimed = { record: next, version: read.version + 1 };
    }

    // Step 3.
    mine.posted = true;
    const posted = await post(context, mine.nonce);
    if ("error" in posted) {
      // Step 6: the nonce is burnt; the next claim replaces it.
      if (posted.final || !patience.allows(posted.wait)) {
        await release(context, mine.nonce);
        throw posted.error;
      }
      await patience.wait(posted.wait);
      continue;
    }

    // Steps 4 and 5.
    const committed = await commit(context, goal, posted.live, claimed);
    if (committed === "begin again") continue;
    if (committed) condemned.add(committed.id);
    return { live: posted.live, how: "created", condemned: [...condemned] };
  }
}

type Posted =
  | { live: LiveEmbed }
  /** `final`: another try would end the same way. */
  | { error: unknown; final: boolean; wait: number | undefined };

async function post(context: CreateContext, nonce: string): Promise<Posted> {
  const { kapso, deployment, keyHash, timeout, signal } = context;
  const input = context.input();
  const name = writeName(input.name, { deployment, keyHash, nonce });
  let created: CreatedInboxEmbed;
  try {
    created = await postEmbed(kapso, { ...input, name }, { timeout, signal });
  } catch (error) {
    if (!isKapsoError(error)) return { error, final: true, wait: undefined };
    const passing =
      error.family !== "aborted" &&
      (error.mayHaveHappened || error.family === "connection" || error.status === 429);
    const wait = error.retryAfter === undefined ? undefined : error.retryAfter * 1_000;
    return { error, final: !passing, wait };
  }
  if (readName(created.name)?.nonce !== nonce) {
    await release(context, nonce);
    await deleteEmbed(kapso, created.id, signal);
    const error = new InboxEmbedError(
      "name_changed",
      "Kapso answered with another name than the embed was given, so that no sweep could find it again. It was revoked; try a shorter name.",
    );
    return { error, final: true, wait: undefined };
  }
  const live: LiveEmbed = {
    id: created.id,
    nonce,
    embed_url: created.embed_url,
    expires_at: created.expires_at ?? null,
    scope_type: created.scope_type,
    scope_id: created.scope_id ?? null,
    asked: writeSettings(askedSettings(input)),
    actual: writeSettings(created),
  };
  return { live };
}

/** Answers the embed that was replaced and is condemned by it, if there was one. */
async function commit(
  context: CreateContext,
  { grace }: Goal,
  live: LiveEmbed,
  claimed: ReadRecord,
): Promise<LiveEmbed | undefined | "begin again"> {
  const patience = createPatience(context);
  let { record, version } = claimed;
  for (;;) {
    const old = record.live;
    const until = context.clock.now() + grace;
    const retiring =
      old && grace > 0 ? [...record.retiring, { id: old.id, until }] : record.retiring;
    const next: EmbedRecord = { ...record, live, creating: null, retiring };
    if (old && grace > 0) next.sweepAfter = earlier(record.sweepAfter, until);
    if ((await context.save(version, next)) === "saved") {
      return old && grace <= 0 ? old : undefined;
    }
    // Step 5. A save may have been applied without an answer: nothing is revoked before it is read.
    ({ record, version } = await readAfterCommit(context));
    if (record.live?.id === live.id)
      return grace > 0 ? undefined : (claimed.record.live ?? undefined);
    if (record.creating?.nonce === live.nonce) {
      if (!patience.allows(undefined)) throw saveUnknown();
      await patience.wait();
      continue;
    }
    if (!record.retiring.some(({ id }) => id === live.id)) {
      // A sweep finds what this cannot revoke: it is condemned, and has our name.
      await deleteEmbed(context.kapso, live.id, context.signal).catch(() => undefined);
    }
    return "begin again";
  }
}

async function readAfterCommit(context: CreateContext): Promise<ReadRecord> {
  try {
    return await context.read();
  } catch (error) {
    throw saveUnknown(error);
  }
}

function saveUnknown(cause?: unknown): InboxEmbedError {
  return new InboxEmbedError(
    "save_unknown",
    "An embed was created, and the store does not say whether it was saved. Nothing was revoked, since it may be what others were given. Call again: either it is found, or a sweep revokes it.",
    cause,
  );
}

/** Takes a nonce out of the record so that nobody waits for it. Politeness only: leases run out. */
async function release(context: CreateContext, nonce: string): Promise<void> {
  try {
    const { record, version } = await context.read();
    if (record.creating?.nonce !== nonce) return;
    const sweepAfter = context.clock.now() + context.settled;
    await context.save(version, { ...record, creating: null, sweepAfter });
  } catch {
    // What the caller is told is the first thing that went wrong.
  }
}

interface Patience {
  allows(ms: number | undefined): boolean;
  wait(ms?: number): Promise<void>;
}

/** Waits that grow from 20 ms to half a second, until `waitFor` is used up. */
function createPatience({ clock, waitFor, key, signal }: CreateContext): Patience {
  const deadline = clock.now() + waitFor;
  let pause = 20;
  const allows = (ms = 0): boolean => clock.now() + ms < deadline;
  return {
    allows,
    async wait(ms) {
      signal?.throwIfAborted();
      if (!allows(ms)) {
        throw new InboxEmbedError(
          "timed_out",
          `Others worked on the embed "${key}" for ${waitFor} ms, which is all of waitFor. Call again, or look with auditInboxEmbeds at what holds it.`,
        );
      }
      await clock.sleep(ms ?? pause * (0.5 + Math.random() / 2), signal);
      pause = Math.min(pause * 1.5, 500);
    },
  };
}

function earlier(one: number | null, other: number): number {
  return one === null ? other : Math.min(one, other);
}
