// What a call costs over bare `fetch`, with a `fetch` that answers at once: A returns a Response,
// B also builds a Request, as the real one does. Run by `pnpm bench`.
import { createKapsoClient } from "../src/index.ts";

const ROUNDS = 9;
const CALLS = 20_000;
const url = "https://api.kapso.ai/platform/v1/inbox_embeds";
const body = { inbox_embed: { scope_type: "project" } } as const;
const headers = { "Content-Type": "application/json", "X-API-Key": "bench-key" };
const answer = (): Response =>
  new Response('{"data":{"id":"1","token":"t","embed_url":"u"}}', {
    status: 201,
    headers: { "content-type": "application/json" },
  });

const stubs = {
  A: async (_: string, __: RequestInit): Promise<Response> => answer(),
  B: async (target: string, init: RequestInit): Promise<Response> => {
    new Request(target, init);
    return answer();
  },
};

for (const [name, fetch] of Object.entries(stubs)) {
  const kapso = createKapsoClient({ apiKey: "bench-key", fetch });
  const variants: Record<string, () => Promise<unknown>> = {
    bare: async () => {
      const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
      return response.json();
    },
    POST: () => kapso.POST("/inbox_embeds", { body }),
    "no time-outs": () =>
      kapso.POST("/inbox_embeds", { body }, { timeout: false, totalTimeout: false }),
    createInboxEmbed: () => kapso.createInboxEmbed({ scope_type: "project" }),
  };
  const best: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [variant, call] of Object.entries(variants)) {
      const started = performance.now();
      for (let count = 0; count < CALLS; count += 1) await call();
      const each = ((performance.now() - started) / CALLS) * 1000;
      best[variant] = Math.min(best[variant] ?? Number.POSITIVE_INFINITY, each);
    }
  }
  const { bare = 1 } = best;
  for (const [variant, each] of Object.entries(best)) {
    console.log(
      `${name} ${variant.padEnd(18)} ${each.toFixed(1).padStart(6)} us  ${(each / bare).toFixed(2)}`,
    );
  }
}
