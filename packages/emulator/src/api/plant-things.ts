import type { Description } from "../description/description.ts";
import type { Api } from "./api.ts";
import type { ThingsToCreate } from "./things-to-create.ts";

/**
 * Creates things as a client would, so that what an emulator starts with obeys the same rules.
 *
 * @throws Error when one of them is refused; the sentence names it and says why.
 */
export async function plantThings(
  api: Api,
  description: Description,
  apiKey: string,
  things: ThingsToCreate,
): Promise<void> {
  for (const [path, bodies] of Object.entries(things)) {
    for (const [index, body] of bodies.entries()) {
      const { status, problems } = await api({
        method: "POST",
        url: new URL(`http://localhost${description.basePath}${path}`),
        headers: new Headers({
          [description.keyHeader]: apiKey,
          "Content-Type": "application/json",
        }),
        text: JSON.stringify(body),
      });
      if (status >= 300) {
        throw new Error(
          `The emulator cannot start with things["${path}"][${index}]: ${problems.join(" ") || `it was answered ${status}`}`,
        );
      }
    }
  }
}
