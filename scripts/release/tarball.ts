import { Parser } from "tar";

/** Path inside the package → content. */
export type TarballFiles = ReadonlyMap<string, Buffer>;

/** The files of a packed package, without the folder that npm puts around them. */
export function readTarball(bytes: Buffer): Promise<TarballFiles> {
  const files = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    const parser = new Parser({
      strict: true,
      onReadEntry: (entry) => {
        const chunks: Buffer[] = [];
        entry.on("data", (chunk: Buffer) => chunks.push(chunk));
        entry.on("end", () => {
          files.set(entry.path.replace(/^[^/]+\//, ""), Buffer.concat(chunks));
        });
      },
    });
    parser.on("error", reject);
    parser.on("end", () => resolve(files));
    parser.end(bytes);
  });
}
