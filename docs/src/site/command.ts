import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCommandLine } from "@shared/toolkit/command-line.ts";
import { build, createServer } from "vitepress";
import { generatePages } from "./generate.ts";
import { serveSite } from "./serve-site.ts";

const folder = join(import.meta.dirname, "../..");
const usage = `Usage: npm run docs [-- --serve | --watch]

Builds the documentation site in docs/.vitepress/dist.

  --serve   then serves it on loopback
  --watch   builds nothing: serves the pages on loopback, and again after each change`;

process.exitCode = await runCommandLine(
  {
    usage,
    run: async (words) => {
      const { serve: toServe, watch } = parseArgs({
        args: words,
        options: { serve: { type: "boolean" }, watch: { type: "boolean" } },
      }).values;
      await generatePages();
      if (watch) {
        const server = await createServer(folder, { host: "127.0.0.1" });
        await server.listen();
        server.printUrls();
        return 0;
      }
      await build(folder);
      const site = join(folder, ".vitepress/dist");
      console.log(`The site is in ${site}.`);
      if (toServe) console.log(`Open ${(await serveSite(site, 4173)).url}`);
      return 0;
    },
  },
  process.argv.slice(2),
);
