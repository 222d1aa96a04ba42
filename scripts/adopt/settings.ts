import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readRegistryAddress } from "@shared/release/registry/registry.ts";
import { UsageError } from "@shared/toolkit/command-line.ts";
import { AdoptError } from "./adopt-error.ts";

/** What belongs to a company. */
export interface Settings {
  /** `@acme` */
  scope: string;
  /** Ends with a slash. */
  registry: string;
  /** As in CODEOWNERS, separated by spaces. */
  owners: string;
  /** https, without `.git` and without a slash at the end. */
  repository: string;
}

export const settingNames = ["scope", "registry", "owners", "repository"] as const;

/** Where the repository keeps each setting: `pnpm adopt` writes there what it reads there. */
const places = {
  scope: "packages/types/package.json",
  registry: "examples/consumer/npm/.npmrc",
  owners: ".github/CODEOWNERS",
  repository: "package.json",
} as const satisfies Record<keyof Settings, string>;

/**
 * A setting as it was given, checked and in its one form.
 *
 * @throws UsageError with a sentence that says what is expected
 */
export function readSetting(name: keyof Settings, text: string): string {
  return readers[name](text.trim());
}

const readers: Record<keyof Settings, (text: string) => string> = {
  scope(text) {
    if (/^@[a-z0-9][a-z0-9_-]{0,100}$/.test(text)) return text;
    throw new UsageError(
      `--scope must be a registry scope of lower-case letters, digits and hyphens, such as @acme; got ${JSON.stringify(text)}.`,
    );
  },
  registry(text) {
    try {
      return readRegistryAddress(text, "--registry").url;
    } catch (error) {
      throw new UsageError(String((error as Error).message));
    }
  },
  owners(text) {
    const owners = text.split(/[\s,]+/).filter((one) => one !== "");
    const wrong = owners.find(
      (one) => !/^@[\w-]+(\/[\w.-]+)?$/.test(one) && !/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(one),
    );
    if (owners.length > 0 && wrong === undefined) return owners.join(" ");
    throw new UsageError(
      `--owners must be teams, users or addresses as in CODEOWNERS, such as @acme/team; got ${JSON.stringify(wrong ?? text)}.`,
    );
  },
  repository(text) {
    const url = URL.parse(text.replace(/\/+$/, "").replace(/\.git$/, ""));
    const isPlain =
      url?.protocol === "https:" && `${url.username}${url.password}${url.search}` === "";
    if (isPlain && url.hash === "" && /^(\/[\w.-]+){2,}$/.test(url.pathname)) return url.href;
    throw new UsageError(
      `--repository must be an https address with owner and name, such as https://github.com/acme/kapso-platform; got ${JSON.stringify(text)}.`,
    );
  },
};

/** What the repository has now. */
export async function currentSettings(root: string): Promise<Settings> {
  const found = async (name: keyof Settings, pattern: RegExp): Promise<string> => {
    const text = await readFile(join(root, places[name]), "utf8").catch(() => "");
    const value = pattern.exec(text)?.[1];
    if (value !== undefined) return value;
    throw new AdoptError(
      `${places[name]} does not have the ${name} in the form that this command reads (${pattern.source}). Run it at the repository's root, on a tree whose ${places[name]} is as it was.`,
    );
  };
  return {
    scope: await found("scope", /"name": "(@[^/"]+)\//),
    registry: await found("registry", /:registry=(\S+)$/m),
    owners: await found("owners", /^\* (.+)$/m),
    repository: await found("repository", /"url": "git\+(https:[^"]+?)\.git"/),
  };
}
