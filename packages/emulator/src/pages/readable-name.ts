/** A tag that a program put at the end of a name to find its embeds again: `[shop:Fb3q…:9mUo…]`. */
const machineTag = / ?\[[\w.-]+:[\w-]{8,}:[\w-]{8,}\]$/;

/** The part of an embed's name that is for people; empty when there is none. */
export function readableName(name: unknown): string {
  return typeof name !== "string" ? "" : name.replace(machineTag, "").trim();
}
