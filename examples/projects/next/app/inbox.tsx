"use client";
import { reactIframeProps } from "@shared/kapso-client/embed";
import { useState } from "react";
import { openInbox } from "./actions";

/** `/embed` has no key and no server code in it: a client component may import it. */
export function Inbox() {
  const [url, setUrl] = useState<string>();
  if (url !== undefined) return <iframe {...reactIframeProps(url, { title: "Conversations" })} />;
  return (
    <button type="button" onClick={async () => setUrl(await openInbox())}>
      Open
    </button>
  );
}
