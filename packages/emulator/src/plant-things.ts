import type { Api } from "./api/api.ts";
import type { Description } from "./description/description.ts";
import type { ThingsToCreate } from "./options.ts";

/**
 * Creates things with requests, so that they pass the same checks.
 *
 * @throws Error when one of them is refused; the message names it and gives the reason.
 */
export async function plantThings(
  api: Api,
  { basePath, keyHeader }: Description,
  apiKey: string,
  things: ThingsToCreate,
): Promise<void> {
  const headers = new Headers({ [keyHeader]: apiKey, "Content-Type": "application/json" });
  for (const [path, bodies] of Object.entries(things)) {
    for (const [index, body] of bodies.entries()) {
      const url = new URL(`http://localhost${basePath}${path}`);
      const { status, problems } = await api({
        method: "POST",
        url,
        headers,
        body: { ok: true, text: JSON.stringify(body) },
      });
      if (status >= 300) {
        throw new Error(
          `The emulator cannot start with things["${path}"][${index}]: ${problems.join(" ") || `its status was ${status}`}`,
        );
      }
    }
  }
}
