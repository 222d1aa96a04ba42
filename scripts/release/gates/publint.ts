import { publint } from "publint";
import { formatMessage } from "publint/utils";
import type { PackedPackage } from "./packed-package.ts";

/** publint's messages on a package, with warnings and suggestions, as sentences. */
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
