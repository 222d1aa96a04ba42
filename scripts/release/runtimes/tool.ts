/** What is installed to try our packages with: a runtime or a compiler. */
export interface Tool {
  /** As the catalog calls it, like `node-22`. */
  id: string;
  /** As a person calls it, like `Node 22`. */
  label: string;
  version: string;
  /** The package that holds it, for this kind of machine. */
  package: string;
  /** Its executable, inside the package. */
  binary: string;
}

/**
 * Finds the package that holds a tool. Runtimes are taken from the packages that have their binary
 * for one kind of machine: those around them put it in place by install scripts.
 */
export function toTool(
  id: string,
  version: string,
  { platform, arch }: { platform: string; arch: string } = process,
): Tool {
  const [name = id] = id.split("-");
  const major = version.split(".")[0];
  switch (name) {
    case "node": {
      const prefix = platform === "darwin" && arch === "arm64" ? "node-bin" : "node";
      return {
        id,
        label: `Node ${major}`,
        version,
        package: `${prefix}-${platform}-${arch}`,
        binary: "bin/node",
      };
    }
    case "bun":
      return {
        id,
        label: `Bun ${major}`,
        version,
        package: `@oven/bun-${platform}-${arch === "arm64" ? "aarch64" : arch}`,
        binary: "bin/bun",
      };
    case "deno":
      return {
        id,
        label: `Deno ${major}`,
        version,
        package: `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}`,
        binary: "deno",
      };
    case "workerd":
      return {
        id,
        label: `workerd ${major}`,
        version,
        package: `@cloudflare/workerd-${platform}-${arch === "x64" ? "64" : arch}`,
        binary: "bin/workerd",
      };
    case "typescript":
      return {
        id,
        label: `TypeScript ${version.split(".").slice(0, 2).join(".")}`,
        version,
        package: "typescript",
        binary: "bin/tsc",
      };
    default:
      throw new Error(`"${id}" is no runtime or compiler that is known here.`);
  }
}
