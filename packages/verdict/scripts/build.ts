import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPackage } from "@shared/toolkit/build-package.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));
await buildPackage({ folder, platform: "node" });
await chmod(join(folder, "dist/bin.js"), 0o755);
