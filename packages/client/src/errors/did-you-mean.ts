/** The one of the names with most of the same letters, whatever their order, as a sentence. */
export function didYouMean(name: string, names: readonly string[]): string {
  const near = names.find((other) => {
    let missing = other;
    for (const letter of name) missing = missing.replace(letter, "");
    return missing.length * 3 < other.length && name.length < other.length * 1.4;
  });
  return near ? ` Did you mean ${near}?` : "";
}
