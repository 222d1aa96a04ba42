import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { smallDocument } from "@shared/regen/testing/small-document.ts";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repositoryRoot } from "../packages.ts";
import { copyTree } from "../working-copy.ts";
import { openRepository, type Repository } from "./repository.ts";

// A rehearsal of a bump runs this repository's tests in a copy that is in no git.
const isRehearsal = process.env["KAPSO_REHEARSING"] !== undefined;

/** In the client's own package, which has the types and the emulator. */
const program = `import { startEmulator } from "@shared/kapso-emulator";
import { type CallTable, specification } from "@shared/kapso-types/pets";
import { createKapsoClient } from "./client.ts";

const emulator = await startEmulator({ spec: "pets", apiKey: "local-key" });
const pets = createKapsoClient<CallTable>({
  specification,
  apiKey: emulator.apiKey,
  baseUrl: emulator.url + emulator.basePath,
});
const made = await pets.POST("/pets", { body: { kind: "cat" } });
// @ts-expect-error The other document has no inbox embeds.
const other = await pets.GET("/inbox_embeds");
console.log(specification.title, made.status, other.status);
await emulator.close();
`;

describe.runIf(isFullLevel && !isRehearsal)(
  "a second document in a copy of this repository",
  () => {
    let folder: string;
    let repository: Repository;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "second-document-"));
      repository = await openRepository(folder);
      await copyTree(repositoryRoot, repository.root, process.env);
      await repository.commit("The tree with one document");
      await repository.run("pnpm", "install", "--frozen-lockfile", "--prefer-offline");
      const source = join(folder, "pets.yaml");
      await writeFile(source, smallDocument);
      await repository.run("node", "scripts/regen/regen.ts", "--add", "pets", source);
      await repository.commit("Add the Small API");
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    test("has separate types, client and emulator", async () => {
      const { run, write } = repository;
      await write("packages/client/src/second-document.test.ts", program);
      const filters = ["kapso-client", "kapso-emulator"].map((name) => `--filter=@shared/${name}`);
      await run("pnpm", "turbo", "run", "build", ...filters, "--output-logs=errors-only");
      await run("pnpm", "--filter", "@shared/kapso-client", "run", "typecheck");
      expect(await run("node", "packages/client/src/second-document.test.ts")).toBe(
        "Small API 201 501\n",
      );
      await rm(join(repository.root, "packages/client/src/second-document.test.ts"));
    });

    test("passes the checks of the repository and of what is published", async () => {
      const { run } = repository;
      await run("node", "scripts/regen/regen.ts", "--check");
      await run("pnpm", "run", "lint");
      await run("pnpm", "run", "knip");
      await run(
        "pnpm",
        "turbo",
        "run",
        "build",
        "--filter=./packages/*",
        "--output-logs=errors-only",
      );
      await run("pnpm", "--filter", "@shared/release", "run", "gates");
    });
  },
);
