/** Whether two names may be one thing before and after a rename: they share a word, or its beginning. */
export function alikeNames(one: string, other: string): boolean {
  const words = (name: string) =>
    name
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .toLowerCase()
      .split(/[^a-z0-9]+/);
  const mine = words(one);
  const theirs = words(other);
  if (mine.join("") === theirs.join("")) return true;
  // "assigned_user" and "assignee" have their beginning in common.
  const related = (word: string, other: string) =>
    (word.length > 2 && word === other) ||
    (word.length > 4 && other.length > 4 && word.slice(0, 5) === other.slice(0, 5));
  return mine.some((word) => theirs.some((other) => related(word, other)));
}
