import { publint } from "publint";
import { formatMessage } from "publint/utils";
import type { PackedPackage } from "./packed-package.ts";

/** What publint says of a package, warnings and suggestions included, as sentences. */
export async function publintFindings({ name, manifest, files }: PackedPackage): Promise<string[]> {
  const { messages } = await publint({
    strict: true,
    pkgDir: "package",
    pack: { files: [...files].map(([path, data]) => ({ name: `package/${path}`, data })) },
  });
  return messages.map(
    (message) => `${name}: ${formatMessage(message, manifest, { color: false }) ?? message.code}`,
  );
}
