/** From harmless to breaking. */
export const changeClasses = ["none", "docs", "additive", "risky", "breaking"] as const;
export type ChangeClass = (typeof changeClasses)[number];

/** The consumer sends a request and reads a response; a webhook's payload counts as a response. */
export type Direction = "request" | "response";

export function rank(level: ChangeClass): number {
  return changeClasses.indexOf(level);
}

export function stricter(one: ChangeClass, other: ChangeClass): ChangeClass {
  return rank(one) >= rank(other) ? one : other;
}

export function strictest(levels: readonly ChangeClass[]): ChangeClass {
  return levels.reduce(stricter, "none");
}

export function isRisky(findings: readonly { class: ChangeClass }[]): boolean {
  return findings.some((finding) => rank(finding.class) >= rank("risky"));
}
