import { embedUrl, isEmbedUrl, reactIframeProps } from "@shared/kapso-client/embed";
import { useEffect, useState } from "react";

/** The page loads the embed's URL from its own server, which has the key. */
export function Inbox() {
  const [url, setUrl] = useState<unknown>();
  useEffect(() => {
    fetch("/api/inbox", { method: "POST" })
      .then((response) => response.json())
      .then((body: { url: string }) => setUrl(body.url));
  }, []);
  if (!isEmbedUrl(url)) return <p>Loading …</p>;
  return <iframe {...reactIframeProps(embedUrl(url).with({ mode: "dark" }), { title: "Inbox" })} />;
}
