import { type CreatedInboxEmbed, isKapsoError } from "@shared/kapso-client";
import { InboxEmbedError } from "../embeds-error.ts";
import { commit } from "./commit.ts";
import type { CreateContext } from "./context.ts";
import { newNonce, readName, writeName } from "./embed-name.ts";
import { createPatience } from "./patience.ts";
import {
  askedSettings,
  type EmbedRecord,
  type LiveEmbed,
  type ReadRecord,
  writeSettings,
} from "./record.ts";

/** What must happen to the embed that is live now. */
export type Verdict =
  | { kind: "use"; live: LiveEmbed; how: "stored" | "patched" }
  /** It does not work any more: it leaves the record with the claim. */
  | { kind: "replace" }
  /** It is handed out until there is another. */
  | { kind: "keep-until-replaced" }
  /** The record has changed: read it again. */
  | { kind: "again" };

export interface Goal {
  judge(live: LiveEmbed, read: ReadRecord): Verdict | Promise<Verdict>;
  /** Milliseconds for which a replaced embed still works. */
  grace: number;
}

export interface Obtained {
  live: LiveEmbed;
  how: "stored" | "patched" | "created";
  /** Ids of embeds that were condemned on the way: the caller must revoke them. */
  condemned: string[];
}

interface Claim {
  nonce: string;
  posted: boolean;
}

/**
 * Steps 1 to 6 of the protocol: reads, claims a fresh nonce, POSTs once, commits. Begins again
 * whenever another process was faster, or the outcome is not known.
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
    const committed = await commit(context, posted.live, claimed, goal.grace);
    if (committed === "begin again") continue;
    if (committed.condemned) condemned.add(committed.condemned);
    return { live: posted.live, how: "created", condemned: [...condemned] };
  }
}

type Posted =
  | { live: LiveEmbed }
  /** `final`: another try would end the same way. */
  | { error: unknown; final: boolean; wait: number | undefined };

async function post(context: CreateContext, nonce: string): Promise<Posted> {
  const { embeds, deployment, keyHash, timeout, signal } = context;
  const input = context.input();
  const name = writeName(input.name, { deployment, keyHash, nonce });
  let created: CreatedInboxEmbed;
  try {
    // The client's own retries are off, since a nonce is sent once.
    const once = { timeout, totalTimeout: timeout, maxRetries: false, signal } as const;
    created = await embeds.create({ ...input, name }, once);
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
    await embeds.revoke(created.id, { missingOk: true, signal });
    const error = new InboxEmbedError(
      "name_changed",
      "Kapso returned another name than the embed was given, so that no sweep could find it again. The embed was revoked; try a shorter name.",
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

/** Takes a nonce out of the record so that others need not wait. Courtesy only: leases run out. */
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
