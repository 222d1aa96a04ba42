import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  compile,
  packageFolder,
  repositoryFolder,
  sourceModules,
  temporaryFolder,
  typesModules,
  writeProject,
} from "./compile.ts";

async function filesIn(folder: string, ending: RegExp): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(join(packageFolder, folder), { recursive: true })).filter((name) =>
    ending.test(name),
  );
  return Promise.all(
    names.map(async (name) => ({
      name,
      text: await readFile(join(packageFolder, folder, name), "utf8"),
    })),
  );
}
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}

describe("what is published", () => {
  it("says nothing of openapi-fetch in its types", async () => {
    const declarations = await filesIn("dist", /\.d\.ts$/);
    expect(declarations.length).toBeGreaterThan(10);
    const naming = declarations.filter(({ text }) =>
      /from "openapi-fetch"|import\("openapi-fetch/.test(text),
    );
    expect(naming).toEqual([]);
  });

  it("imports nothing at run time but openapi-fetch, and for its own transport undici", async () => {
    const importsOf = async (files: RegExp) =>
      (await filesIn("dist", files)).flatMap(({ text }) =>
        [
          ...withoutComments(text).matchAll(
            /^(?:import|export)[^;"]*"([^."][^"]*)"|\bimport\("([^."][^"]*)"\)/gm,
          ),
        ].map(([, module, dynamic]) => module ?? dynamic),
      );
    expect(await importsOf(/^(?!undici).*\.js$/)).toEqual(["openapi-fetch"]);
    expect(await importsOf(/^undici.*\.js$/)).toEqual(["undici", "node:zlib"]);
  });

  it("has source maps that hold their sources, and name no path of this machine", async () => {
    const scripts = await filesIn("dist", /\.js$/);
    for (const { name } of scripts) {
      const text = await readFile(join(packageFolder, "dist", `${name}.map`), "utf8");
      const { sources, sourcesContent } = JSON.parse(text) as Record<string, (string | null)[]>;
      expect(sources?.every((source) => join(name, "..", source ?? "").startsWith("../src/"))).toBe(
        true,
      );
      expect(sourcesContent?.every((source) => source)).toBe(true);
    }
  });

  it("has no tests in it", async () => {
    expect((await filesIn("dist", /test|testing/)).map(({ name }) => name)).toEqual([]);
  });

  it.each([true, false])(
    "compiles for a consumer who checks libraries, exactOptionalPropertyTypes %s",
    async (exact) => {
      await using folder = await temporaryFolder();
      const consumer = `
import { createKapsoClient, type CreatedInboxEmbed, unwrap } from "@shared/kapso-client";
import { verifyWebhook } from "@shared/kapso-client/webhooks";
import { openTelemetryHooks } from "@shared/kapso-client/opentelemetry";
const kapso = createKapsoClient({ apiKey: "k" });
export const embed = (): Promise<CreatedInboxEmbed> => kapso.createInboxEmbed({ scope_type: "project" });
export const inferred = () => kapso.POST("/inbox_embeds", { body: { inbox_embed: { scope_type: "project" } } });
export const data = () => unwrap(inferred());
export { openTelemetryHooks, verifyWebhook };
`;
      const dist = (name: string): string => join(packageFolder, "dist", `${name}.d.ts`);
      const modules = {
        ...sourceModules,
        ...typesModules(join(repositoryFolder, "packages/types/dist"), "d.ts"),
        "@shared/kapso-client": dist("index"),
        "@shared/kapso-client/webhooks": dist("webhooks/index"),
        "@shared/kapso-client/opentelemetry": dist("opentelemetry"),
      };
      const strictness = { skipLibCheck: false, exactOptionalPropertyTypes: exact };
      await writeProject(folder.path, { "consumer.ts": consumer }, modules, strictness);
      expect((await compile(folder.path)).errors).toEqual([]);
    },
  );
});

describe("the source", () => {
  it("imports openapi-fetch in one file", async () => {
    const knowing = (await filesIn("src", /(?<!test|test-d)\.ts$/)).filter(({ text }) =>
      /from "openapi-fetch"/.test(text),
    );
    expect(knowing.map(({ name }) => name)).toEqual(["openapi-fetch.ts"]);
  });

  // A new helper's folder is added here.
  const helperModules = ["inbox-embeds/"];

  it("names an operation nowhere outside of the helper modules", async () => {
    const { default: description } = await import("@shared/kapso-types/openapi-platform.json", {
      with: { type: "json" },
    });
    const paths = Object.keys(description.paths);
    const naming = (await filesIn("src", /(?<!test|test-d)\.ts$/)).filter(
      ({ name, text }) =>
        !helperModules.some((folder) => name.startsWith(folder)) &&
        paths.some((path) => withoutComments(text).includes(`"${path}"`)),
    );
    expect(
      naming.map(({ name }) => name),
      "A file names an operation of the API. Move it into a helper's folder, or add its folder to helperModules.",
    ).toEqual([]);
  });
});
