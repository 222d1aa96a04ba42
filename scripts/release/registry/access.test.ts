import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { withRegistryAccess } from "./access.ts";

const registry = {
  url: "https://npm.example.com/team/",
  host: "npm.example.com",
  token: "npm_secret",
};
const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

async function ownConfiguration(text: string): Promise<NodeJS.ProcessEnv> {
  const folder = await mkdtemp(join(tmpdir(), "own-"));
  folders.push(folder);
  const file = join(folder, "npmrc");
  await writeFile(file, text);
  return { NPM_CONFIG_USERCONFIG: file };
}

test("the scope is routed by a file that only its owner may read, that holds no token, and that is gone afterwards", async () => {
  const env = await ownConfiguration("");
  const file = await withRegistryAccess(registry, "@shared", env, async (access) => {
    const { NPM_TOKEN, NPM_CONFIG_USERCONFIG = "", npm_config_userconfig } = access.env;
    expect(NPM_TOKEN).toBe("npm_secret");
    expect(npm_config_userconfig).toBe(NPM_CONFIG_USERCONFIG);
    expect((await stat(NPM_CONFIG_USERCONFIG)).mode & 0o777).toBe(0o600);
    expect(await readFile(NPM_CONFIG_USERCONFIG, "utf8")).toBe(
      `@shared:registry=https://npm.example.com/team/
//npm.example.com/team/:_authToken=\${NPM_TOKEN}
`,
    );
    return NPM_CONFIG_USERCONFIG;
  });
  await expect(stat(file)).rejects.toThrow("ENOENT");
});

test("it is gone after a failure as well", async () => {
  const env = await ownConfiguration("");
  let file = "";
  const failing = withRegistryAccess(registry, "@shared", env, async (access) => {
    file = access.env["NPM_CONFIG_USERCONFIG"] ?? "";
    throw new Error("half-way");
  });
  await expect(failing).rejects.toThrow("half-way");
  await expect(stat(file)).rejects.toThrow("ENOENT");
});

test("a machine's proxy and certificate stay, its tokens and routes do not", async () => {
  const env = await ownConfiguration(`proxy=http://proxy.example.com:8080
cafile = /etc/company.pem
//other.example.com/:_authToken=other
_auth=other
@shared:registry=https://other.example.com/
`);
  await withRegistryAccess(registry, "@shared", env, async (access) => {
    const text = await readFile(access.env["NPM_CONFIG_USERCONFIG"] ?? "", "utf8");
    expect(text).toContain("proxy=http://proxy.example.com:8080\ncafile = /etc/company.pem\n");
    expect(text).not.toContain("other");
  });
});
