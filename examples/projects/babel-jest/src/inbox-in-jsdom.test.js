/** @jest-environment jsdom */
import { createKapsoClient } from "@shared/kapso-client";
import { inboxUrl } from "./inbox";

// A suite with a document: the client works, although it rejects browsers. Jest's jsdom has no `fetch`,
// no `Headers` and no `Response`, so the call itself is a mock.
test("a customer's inbox is opened", async () => {
  expect(document).toBeDefined();
  const kapso = createKapsoClient({ apiKey: "key" });
  const embed = { embed_url: "https://inbox.kapso.ai/embed/abc" };
  jest.spyOn(kapso, "createInboxEmbed").mockResolvedValue(embed);
  expect(await inboxUrl(kapso, "c-1")).toBe(embed.embed_url);
});
