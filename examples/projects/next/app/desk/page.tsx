import { reactIframeProps } from "@shared/kapso-client/embed";
import { connection } from "next/server";
import { kapso } from "../../lib/kapso";

/** A server component: the browser gets only the frame. */
export default async function Page() {
  // Not at `next build`: without this, all visitors would share the embed of the build.
  await connection();
  const { embed_url } = await kapso.createInboxEmbed({
    scope_type: "project",
    // Each request creates an embed. A service keeps one embed per user: see @shared/kapso-embeds.
    expires_at: new Date(Date.now() + 3_600_000),
  });
  return <iframe {...reactIframeProps(embed_url, { title: "Conversations" })} />;
}
