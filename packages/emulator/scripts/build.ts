// Bundles the two published entries and what they share: a module takes Node about 0.3 ms to load,
// there are over fifty, and some belong to a private package. Declarations are written for the
// public types only, so that they do not name the private package either.
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { isolatedDeclarationSync } from "rolldown/experimental";

const packageFolder = fileURLToPath(new URL("..", import.meta.url));
const manifest = JSON.parse(await readFile(`${packageFolder}package.json`, "utf8")) as {
  dependencies: Record<string, string>;
};
const installed = Object.keys(manifest.dependencies);

await rm(`${packageFolder}dist`, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: packageFolder,
  input: { index: "src/index.ts", cli: "src/cli.ts" },
  external: (id) => installed.some((name) => id === name || id.startsWith(`${name}/`)),
  platform: "node",
});
await bundle.write({
  dir: "dist",
  format: "esm",
  chunkFileNames: "shared-[hash].js",
  sourcemap: true,
});
await bundle.close();
await chmod(`${packageFolder}dist/cli.js`, 0o755);
await declare("index.ts", new Set());

/** Writes the declarations of a source file and of the files that they import. */
async function declare(file: string, done: Set<string>): Promise<void> {
  if (done.has(file)) return;
  done.add(file);
  const source = join(packageFolder, "src", file);
  const text = await readFile(source, "utf8");
  const { code, map, errors } = isolatedDeclarationSync(file, text, { sourcemap: true });
  if (errors.length > 0) throw new Error(`${file}: ${errors.map(String).join("\n")}`);
  const declarations = join(packageFolder, "dist", file.replace(/\.ts$/, ".d.ts"));
  const folder = dirname(declarations);
  await mkdir(folder, { recursive: true });
  // Indented with spaces; the maps stay right but for a column or two.
  const readable = code
    .replaceAll(/(from "\.[^"]*)\.ts"/g, '$1.js"')
    .replaceAll(/^(\t*)\*/gm, "$1 *")
    .replaceAll("\t", "  ");
  await writeFile(declarations, `${readable}//# sourceMappingURL=${basename(declarations)}.map\n`);
  // For an editor that goes from another package of the workspace to the source; not published.
  const sources = [relative(folder, source)];
  await writeFile(
    `${declarations}.map`,
    JSON.stringify({ ...map, file: basename(declarations), sources, sourcesContent: undefined }),
  );
  for (const [, imported = ""] of code.matchAll(/from "(\.[^"]+)"/g)) {
    await declare(join(dirname(file), imported), done);
  }
}
