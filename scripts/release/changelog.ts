/** What a changelog made by changesets says of one version; `undefined` where it says nothing. */
export function changelogEntry(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split("\n", 1)[0]?.trim() === version);
  const entry = section?.slice(section.indexOf("\n")).trim();
  return entry === "" ? undefined : entry;
}
