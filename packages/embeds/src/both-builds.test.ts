import { createRequire } from "node:module";
import { startEmulator } from "@shared/kapso-emulator";
import { describe, expect, it } from "vitest";

// A process that imports these packages in one place and requires them in another has both builds.
const require = createRequire(import.meta.url);
const imported = {
  ...(await import("@shared/kapso-client")),
  webhooks: await import("@shared/kapso-client/webhooks"),
  embeds: await import("@shared/kapso-embeds"),
  emulator: await import("@shared/kapso-emulator"),
};
const required: typeof imported = {
  ...require("@shared/kapso-client"),
  webhooks: require("@shared/kapso-client/webhooks"),
  embeds: require("@shared/kapso-embeds"),
  emulator: require("@shared/kapso-emulator"),
};

const pairs = [
  ["imported", "required", imported, required],
  ["required", "imported", required, imported],
] as const;

describe.each(pairs)("an %s build and a %s one", (_made, _used, made, used) => {
  it("are two", () => {
    expect(made.KapsoError).not.toBe(used.KapsoError);
    expect(made.embeds.InboxEmbedError).not.toBe(used.embeds.InboxEmbedError);
  });

  it("recognise each other's errors", () => {
    const { KapsoNotFoundError, KapsoConnectionError, KapsoInputError } = made;
    const notFound = new KapsoNotFoundError("no", { status: 404 }, { error: "no" });
    expect(used.isKapsoError(notFound)).toBe(true);
    expect(used.isKapsoNotFoundError(notFound)).toBe(true);
    expect(notFound.body).toEqual({ error: "no" });
    expect(used.isKapsoConnectionError(new KapsoConnectionError("dns", "no"))).toBe(true);
    expect(used.isKapsoInputError(new KapsoInputError("name", "no"))).toBe(true);
    const forged = new made.webhooks.KapsoSignatureError("mismatch", "no");
    expect(used.webhooks.isKapsoSignatureError(forged)).toBe(true);
    const refused = new made.embeds.InboxEmbedError("input", "no");
    expect(used.embeds.isInboxEmbedError(refused, "input")).toBe(true);
    expect(used.isKapsoError(new Error("no"))).toBe(false);
  });

  it("take each other's clients, results and stores", async () => {
    const emulator = await used.emulator.startEmulator();
    try {
      const { apiKey, url, basePath } = emulator;
      const kapso = made.createKapsoClient({ apiKey, baseUrl: url + basePath });
      const embed = await used.createInboxEmbed(kapso, { scope_type: "project", name: "A" });
      expect(String(embed)).not.toContain(embed.token);
      const page = await used.unwrap(kapso.GET("/inbox_embeds"));
      expect(page.data).toHaveLength(1);
      const listed = await used.paginate(kapso, "/inbox_embeds").toArray({ max: 10 });
      expect(listed.map(({ name }) => name)).toEqual(["A"]);

      const gone = { params: { path: { inbox_embed_id: crypto.randomUUID() } } };
      const failed = used.unwrap(kapso.GET("/inbox_embeds/{inbox_embed_id}", gone));
      const error: unknown = await failed.catch((reason: unknown) => reason);
      if (!made.isKapsoNotFoundError(error)) throw error;
      // An error of the call, which the other build made.
      expect(error.attempts).toHaveLength(1);

      const ensured = await used.embeds.ensureInboxEmbed({
        kapso,
        store: made.embeds.memoryStore(),
        deployment: "both",
        key: "project",
        create: { scope_type: "project" },
      });
      expect(ensured.how).toBe("created");
    } finally {
      await emulator.close();
    }
  });

  it("keep the retry budget of a client with that client, and hide its key", async () => {
    const emulator = await startEmulator();
    try {
      const { apiKey, url, basePath } = emulator;
      const options = { apiKey, baseUrl: url + basePath, backoff: false as const };
      const spent = made.createKapsoClient({ ...options, retryBudget: { capacity: 1 } });
      const fresh = used.createKapsoClient({ ...options, retryBudget: { capacity: 1 } });
      const list = (kapso: typeof spent) => kapso.GET("/inbox_embeds");
      emulator.faults.add({ kind: "status", status: 503, times: 4 });
      await list(spent);
      const stopped = await used.unwrap(list(spent)).catch((error: unknown) => error);
      if (!used.isKapsoServerError(stopped)) throw stopped;
      expect(stopped.retryBudgetExhausted).toBe(true);
      expect(JSON.stringify(stopped)).not.toContain(apiKey);
      emulator.faults.clear();
      emulator.faults.add({ kind: "status", status: 503, times: 1 });
      expect((await list(fresh)).ok).toBe(true);
    } finally {
      await emulator.close();
    }
  });
});
