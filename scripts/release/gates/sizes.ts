import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { install, type PackedPackage } from "./packed-package.ts";
import type { SizeLimit } from "./size-limits.ts";

export interface Size extends SizeLimit {
  /** Bundled with what it depends on, minified, gzipped. */
  bytes: number;
}

/** Bundles each program against the packed packages, as a service that installed them does. */
export async function measure(
  limits: readonly SizeLimit[],
  packages: readonly PackedPackage[],
): Promise<Size[]> {
  const folder = await mkdtemp(join(tmpdir(), "kapso-sizes-"));
  try {
    await install(packages, folder);
    return await Promise.all(
      limits.map(async (one, n) => {
        const file = join(folder, `program-${n}.js`);
        await writeFile(file, one.program);
        return { ...one, bytes: gzipSync(await minified(file, one.external), { level: 9 }).length };
      }),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

// What size-limit does; its interface for programs is not typed, and it writes what it measures.
async function minified(input: string, external: string[] = []): Promise<string> {
  const bundle = await rolldown({
    input,
    external,
    onLog(_, log) {
      // Left out of the bundle, it would make the program smaller.
      if (log.code === "UNRESOLVED_IMPORT") throw new Error(log.message);
    },
  });
  try {
    const { output } = await bundle.generate({ minify: true, codeSplitting: false });
    return output.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("");
  } finally {
    await bundle.close();
  }
}

/** The programs that outgrew their limit. */
export function sizeFindings(sizes: readonly Size[]): string[] {
  return sizes
    .filter(({ bytes, limit }) => bytes > limit)
    .map(
      ({ name, bytes, limit }) =>
        `${name}: ${bytes} B, minified and gzipped, where ${limit} B are the limit: ${bytes - limit} B too many. Take out what need not be in it; where the change is worth it, set its limit in scripts/release/gates/size-limits.ts to ${Math.ceil(bytes / 100) * 100} and give the reason in the commit.`,
    );
}

/** The size and the limit of each program. */
export function sizeTable(sizes: readonly Size[]): string {
  const width = Math.max(...sizes.map(({ name }) => name.length));
  const row = (name: string, bytes: unknown, limit: unknown) =>
    `${name.padEnd(width)}  ${String(bytes).padStart(6)}  ${String(limit).padStart(6)}`;
  return [
    row("minified and gzipped", "bytes", "limit"),
    ...sizes.map(({ name, bytes, limit }) => row(name, bytes, limit)),
  ].join("\n");
}
